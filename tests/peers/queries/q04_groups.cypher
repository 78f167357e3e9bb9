MATCH (f:Firm)-[:LOCATED_IN]->(d:District), (f)-[:IN_INDUSTRY]->(i:Industry)
RETURN d.name, i.name, count(*) AS firms, sum(f.revenue) AS revenue, max(f.founded) AS youngest
