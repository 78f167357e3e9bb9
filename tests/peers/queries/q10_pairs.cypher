MATCH (f1:Firm)-[:RECEIVED]->(s1:Support)-[:UNDER_POLICY]->(p:Policy)<-[:UNDER_POLICY]-(s2:Support)<-[:RECEIVED]-(f2:Firm)
WHERE f1.id < f2.id
RETURN p.id, count(*) AS pairs
