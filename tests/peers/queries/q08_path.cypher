MATCH p = shortestPath((a:Firm {id: 'F9'})-[:SUPPLIES*1..12]->(b:Firm {id: 'F1'}))
RETURN length(p) AS hops
