MATCH (a:Firm)-[:SUPPLIES]->(b:Firm)-[:SUPPLIES]->(c:Firm)-[:SUPPLIES]->(a)
RETURN count(*) AS triangles
