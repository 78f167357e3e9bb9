MATCH (a:Firm)-[s:SUPPLIES]->(b:Firm)
WHERE s.since >= 2020
RETURN a.id, b.id, s.amount, s.since
