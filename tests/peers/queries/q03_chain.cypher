MATCH (d:District {name: '东湖区'})<-[:LOCATED_IN]-(f:Firm)-[:RECEIVED]->(s:Support)-[:UNDER_POLICY]->(p:Policy)
RETURN f.name, s.kind, s.amount, s.date, p.name, p.issued
