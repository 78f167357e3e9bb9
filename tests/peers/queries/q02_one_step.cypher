MATCH (f:Firm {id: 'F1'})-[r]-(n)
RETURN n.name, n.id
