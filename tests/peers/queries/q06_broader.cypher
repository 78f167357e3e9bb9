MATCH (f:Firm {id: 'F3'})-[:IN_INDUSTRY]->(i:Industry)-[:SUBCLASS_OF*0..4]->(a:Industry)<-[:TARGETS]-(p:Policy)
RETURN DISTINCT p.id, a.name
