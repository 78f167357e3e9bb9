MATCH p = (a:Firm {id: 'F9'})-[:SUPPLIES* SHORTEST 1..12]->(b:Firm {id: 'F1'})
RETURN length(p) AS hops
