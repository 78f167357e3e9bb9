MATCH (f:Firm)-[:LOCATED_IN]->(d:District {name: '西关区'})
WHERE f.founded >= 2005 AND NOT EXISTS { MATCH (f)-[:RECEIVED]->(:Support) }
RETURN f.id, f.name, f.revenue
