MATCH (f:Firm)-[:RECEIVED]->(s:Support)
RETURN f.id, count(*) AS times, sum(s.amount) AS total
ORDER BY times DESC, f.id
LIMIT 20
