Feature: Measures of a graph by CALL

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a {n: 'a'})-[:T]->(b {n: 'b'})-[:T]->(c {n: 'c'})-[:T]->(a),
             (x {n: 'x'})-[:T]->(y {n: 'y'})-[:T]->(z {n: 'z'})-[:T]->(x), (c)-[:U]->(x), ({n: 'lone'})
      """

  Scenario: Degrees
    When executing query:
      """
      CALL graph.degree() YIELD node, degree, incoming, outgoing WHERE node.n IN ['c', 'lone'] RETURN node.n AS n, degree, incoming, outgoing
      """
    Then the result should be, in any order:
      | n      | degree | incoming | outgoing |
      | 'c'    | 3      | 1        | 2        |
      | 'lone' | 0      | 0        | 0        |

  Scenario: Components over some types
    When executing query:
      """
      CALL graph.components(['T']) YIELD node, component WITH component, node.n AS n ORDER BY n
      WITH component, collect(n) AS members RETURN members
      """
    Then the result should be, in any order:
      | members         |
      | ['a', 'b', 'c'] |
      | ['x', 'y', 'z'] |
      | ['lone']        |

  Scenario: The number of components
    When executing query:
      """
      CALL graph.components() YIELD component RETURN count(DISTINCT component) AS c
      """
    Then the result should be, in any order:
      | c |
      | 2 |

  Scenario: Communities are what hangs together closely
    When executing query:
      """
      CALL graph.communities() YIELD node, community WITH community, node.n AS n ORDER BY n
      WITH community, collect(n) AS members RETURN members
      """
    Then the result should be, in any order:
      | members         |
      | ['a', 'b', 'c'] |
      | ['x', 'y', 'z'] |
      | ['lone']        |

  Scenario: PageRank sums to one
    When executing query:
      """
      CALL graph.pageRank() YIELD score RETURN round(sum(score) * 1000) AS s
      """
    Then the result should be, in any order:
      | s      |
      | 1000.0 |

  Scenario: A type that is not there
    When executing query:
      """
      CALL graph.degree(['Missing']) YIELD node RETURN node
      """
    Then a ProcedureError should be raised at runtime: InvalidArgumentValue
