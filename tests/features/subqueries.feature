Feature: Subqueries in expressions

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (甲:Firm {name: '甲'}), (乙:Firm {name: '乙'}), (丙:Firm {name: '丙'}),
             (甲)-[:RECEIVED]->(:Support {kind: 'space', v: 3}), (甲)-[:RECEIVED]->(:Support {kind: 'finance', v: 1}),
             (乙)-[:RECEIVED]->(:Support {kind: 'space', v: 2})
      """

  Scenario: COUNT of a pattern
    When executing query:
      """
      MATCH (f:Firm) RETURN f.name AS name, COUNT { (f)-[:RECEIVED]->() } AS c ORDER BY c DESC, name
      """
    Then the result should be, in order:
      | name | c |
      | '甲' | 2 |
      | '乙' | 1 |
      | '丙' | 0 |

  Scenario: COUNT with a condition on an outer value
    When executing query:
      """
      MATCH (f:Firm) WITH f, 'space' AS wanted
      RETURN f.name AS name, COUNT { MATCH (f)-[:RECEIVED]->(s) WHERE s.kind = wanted } AS c ORDER BY name
      """
    Then the result should be, in any order:
      | name | c |
      | '甲' | 1 |
      | '乙' | 1 |
      | '丙' | 0 |

  Scenario: EXISTS with its short form
    When executing query:
      """
      MATCH (f:Firm) WHERE NOT EXISTS { (f)-->(:Support) } RETURN f.name AS name
      """
    Then the result should be, in any order:
      | name |
      | '丙' |

  Scenario: COLLECT returns a list in the subquery's order
    When executing query:
      """
      MATCH (f:Firm {name: '甲'})
      RETURN COLLECT { MATCH (f)-->(s) RETURN s.kind ORDER BY s.v } AS kinds
      """
    Then the result should be, in any order:
      | kinds                |
      | ['finance', 'space'] |

  Scenario: COLLECT needs one column
    When executing query:
      """
      RETURN COLLECT { MATCH (n) RETURN n, 1 AS x } AS list
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: An aggregation inside sees outer variables
    When executing query:
      """
      MATCH (f:Firm) WHERE EXISTS { MATCH (f)-->(s) WITH count(s) AS c WHERE c > 1 RETURN f } RETURN f.name AS name
      """
    Then the result should be, in any order:
      | name |
      | '甲' |

  Scenario: Subqueries nest
    When executing query:
      """
      MATCH (f:Firm)
      WHERE EXISTS { MATCH (f)-->(s) WHERE EXISTS { MATCH (o:Firm)-->(x) WHERE o.name <> f.name AND x.kind = s.kind } }
      RETURN f.name AS name ORDER BY name
      """
    Then the result should be, in any order:
      | name |
      | '甲' |
      | '乙' |

  Scenario: A subquery cannot write
    When executing query:
      """
      MATCH (f:Firm) RETURN COUNT { MATCH (f) CREATE (:X) } AS c
      """
    Then a SyntaxError should be raised at compile time: InvalidClauseComposition

  Scenario: UNION inside COUNT
    When executing query:
      """
      RETURN COUNT { MATCH (f:Firm) RETURN f.name AS n UNION MATCH (s:Support) RETURN s.kind AS n } AS c
      """
    Then the result should be, in any order:
      | c |
      | 5 |

  Scenario: Reduce folds a list
    When executing query:
      """
      RETURN reduce(sum = 0, x IN [1, 2, 3] | sum + x) AS sum, reduce(s = '', x IN [] | s + x) AS empty
      """
    Then the result should be, in any order:
      | sum | empty |
      | 6   | ''    |
