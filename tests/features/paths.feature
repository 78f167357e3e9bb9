Feature: Shortest paths by function

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:N {k: 'a'}), (b:N {k: 'b'}), (c:N {k: 'c'}), (d:N {k: 'd'}), (e:N {k: 'e'}),
             (a)-[:T]->(b), (b)-[:T]->(c), (c)-[:T]->(d), (a)-[:T]->(c), (a)-[:U]->(d)
      """

  Scenario: shortestPath in MATCH
    When executing query:
      """
      MATCH p = shortestPath((a {k: 'a'})-[:T*]->(d {k: 'd'})) RETURN [n IN nodes(p) | n.k] AS ks
      """
    Then the result should be, in any order:
      | ks              |
      | ['a', 'c', 'd'] |

  Scenario: shortestPath against the arrows
    When executing query:
      """
      MATCH p = shortestPath((d {k: 'd'})-[:T*]-(b {k: 'b'})) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 2 |

  Scenario: No path, no row
    When executing query:
      """
      MATCH p = shortestPath((a {k: 'a'})-[*]-(e {k: 'e'})) RETURN p
      """
    Then the result should be empty

  Scenario: A bound on the length
    When executing query:
      """
      MATCH p = shortestPath((a {k: 'a'})-[:T*..1]->(d {k: 'd'})) RETURN p
      """
    Then the result should be empty

  Scenario: allShortestPaths
    Given having executed:
      """
      MATCH (b {k: 'b'}), (d {k: 'd'}) CREATE (b)-[:T]->(d)
      """
    When executing query:
      """
      MATCH p = allShortestPaths((a {k: 'a'})-[:T*]->(d {k: 'd'})) RETURN [n IN nodes(p) | n.k] AS ks
      """
    Then the result should be, in any order:
      | ks              |
      | ['a', 'c', 'd'] |
      | ['a', 'b', 'd'] |

  Scenario: shortestPath as an expression
    When executing query:
      """
      MATCH (a {k: 'a'}), (x:N) RETURN x.k AS k, length(shortestPath((a)-[:T*0..]->(x))) AS l ORDER BY k
      """
    Then the result should be, in order:
      | k   | l    |
      | 'a' | 0    |
      | 'b' | 1    |
      | 'c' | 1    |
      | 'd' | 2    |
      | 'e' | null |

  Scenario: Parallel relationships are paths of their own
    Given having executed:
      """
      MATCH (a {k: 'a'}), (e {k: 'e'}) CREATE (a)-[:V {i: 1}]->(e), (a)-[:V {i: 2}]->(e)
      """
    When executing query:
      """
      MATCH p = allShortestPaths((a {k: 'a'})-[:V*]->(e {k: 'e'})) RETURN relationships(p)[0].i AS i
      """
    Then the result should be, in any order:
      | i |
      | 1 |
      | 2 |
