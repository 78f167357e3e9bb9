Feature: Additions of ISO GQL

  Background:
    Given an empty graph
    And having executed:
      """
      CREATE (a:A {n: 1}), (ab:A:B {n: 2}), (b:B {n: 3}), (bc:B:C {n: 4}), (none {n: 5}),
             (a)-[:T {w: 1}]->(ab), (ab)-[:T {w: 2}]->(b), (b)-[:T {w: 3}]->(bc), (a)-[:S {w: 9}]->(bc)
      """

  Scenario Outline: Label expressions select nodes
    When executing query:
      """
      MATCH (x:<labels>) RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n   |
      | <a> |
      | <b> |

    Examples:
      | labels | a | b |
      | A      | 1 | 2 |
      | B&!A   | 3 | 4 |
      | !B     | 1 | 5 |

  Scenario: A label expression with or, and, and brackets
    When executing query:
      """
      MATCH (x:(A|C)&!(A&B)) RETURN x.n AS n ORDER BY n
      """
    Then the result should be, in order:
      | n |
      | 1 |
      | 4 |

  Scenario: The wildcard asks for any label
    When executing query:
      """
      MATCH (x:%) RETURN count(x) AS c
      """
    Then the result should be, in any order:
      | c |
      | 4 |

  Scenario: IS tests labels in an expression
    When executing query:
      """
      MATCH (x) WHERE x IS A AND NOT x IS B RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 1 |

  Scenario: WHERE inside a node pattern
    When executing query:
      """
      MATCH (x WHERE x.n > 1)-->(y WHERE y.n < 4) RETURN x.n AS x, y.n AS y
      """
    Then the result should be, in any order:
      | x | y |
      | 2 | 3 |

  Scenario: WHERE inside a relationship pattern
    When executing query:
      """
      MATCH (x)-[r WHERE r.w > 2]->(y) RETURN x.n AS x, y.n AS y
      """
    Then the result should be, in any order:
      | x | y |
      | 3 | 4 |
      | 1 | 4 |

  Scenario: A condition on every relationship of a variable length
    When executing query:
      """
      MATCH (x {n: 1})-[r:T* WHERE r.w < 3]->(y) RETURN y.n AS n ORDER BY n
      """
    Then the result should be, in order:
      | n |
      | 2 |
      | 3 |

  Scenario Outline: Quantified relationships
    When executing query:
      """
      MATCH (:A {n: 1})-[:T]-><quantifier>(y) RETURN y.n AS n ORDER BY n
      """
    Then the result should be, in order:
      | n   |
      | <x> |
      | <y> |

    Examples:
      | quantifier | x | y |
      | {1,2}      | 2 | 3 |
      | {2,}       | 3 | 4 |

  Scenario: A relationship quantified by an exact number
    When executing query:
      """
      MATCH (:A {n: 1})-[r:T]->{3}(y) RETURN y.n AS n, size(r) AS s
      """
    Then the result should be, in any order:
      | n | s |
      | 4 | 3 |

  Scenario: Plus and star
    When executing query:
      """
      MATCH (:A {n: 1})-[:T]->+(y) WITH count(*) AS plus MATCH (:A {n: 1})-[:T]->*(y) RETURN plus, count(*) AS star
      """
    Then the result should be, in any order:
      | plus | star |
      | 3    | 4    |

  Scenario: Types negated
    When executing query:
      """
      MATCH (x)-[:!T]->(y) RETURN x.n AS x, y.n AS y
      """
    Then the result should be, in any order:
      | x | y |
      | 1 | 4 |

  Scenario: Any shortest path
    When executing query:
      """
      MATCH p = ANY SHORTEST (x:A {n: 1})-[*]->(y:C) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 1 |

  Scenario: Shortest path over one type
    When executing query:
      """
      MATCH p = ANY SHORTEST (x:A {n: 1})-[:T]->+(y) RETURN y.n AS n, length(p) AS l ORDER BY n
      """
    Then the result should be, in order:
      | n | l |
      | 2 | 1 |
      | 3 | 2 |
      | 4 | 3 |

  Scenario: The two shortest paths
    When executing query:
      """
      MATCH p = SHORTEST 2 (x:A {n: 1})-[*]->(y:C) RETURN length(p) AS l ORDER BY l
      """
    Then the result should be, in order:
      | l |
      | 1 |
      | 3 |

  Scenario: All shortest paths of a diamond
    Given an empty graph
    And having executed:
      """
      CREATE (s:S)-[:T]->(a)-[:T]->(e:E), (s)-[:T]->(b)-[:T]->(e), (s)-[:T]->(c)-[:T]->(d)-[:T]->(e)
      """
    When executing query:
      """
      MATCH p = ALL SHORTEST (:S)-[:T*]->(:E) RETURN length(p) AS l, count(*) AS c
      """
    Then the result should be, in any order:
      | l | c |
      | 2 | 2 |

  Scenario: The shortest of a pattern of several relationships
    When executing query:
      """
      MATCH p = ANY SHORTEST (x:A {n: 1})-[:T]->*(m)-[]->(y:C) RETURN length(p) AS l
      """
    Then the result should be, in any order:
      | l |
      | 1 |

  Scenario: LET adds columns and keeps the others
    When executing query:
      """
      MATCH (x:A) LET twice = x.n * 2, more = twice + 1 RETURN x.n AS n, twice, more ORDER BY n
      """
    Then the result should be, in order:
      | n | twice | more |
      | 1 | 2     | 3    |
      | 2 | 4     | 5    |

  Scenario: LET cannot bind a variable again
    When executing query:
      """
      MATCH (x) LET x = 1 RETURN x
      """
    Then a SyntaxError should be raised at compile time: VariableAlreadyBound

  Scenario: FILTER between clauses
    When executing query:
      """
      MATCH (x) FILTER x.n > 3 FILTER WHERE x IS C RETURN x.n AS n
      """
    Then the result should be, in any order:
      | n |
      | 4 |

  Scenario: FOR takes a list apart
    When executing query:
      """
      FOR x IN [1, 2, 3] FILTER x <> 2 RETURN x
      """
    Then the result should be, in any order:
      | x |
      | 1 |
      | 3 |

  Scenario: INSERT creates
    When executing query:
      """
      INSERT (:New {k: 1})-[:MADE]->(:New {k: 2})
      """
    Then the result should be empty
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 1 |
      | +properties    | 2 |

  Scenario: OFFSET and a page between clauses
    When executing query:
      """
      MATCH (x) ORDER BY x.n OFFSET 1 LIMIT 2 RETURN x.n AS n
      """
    Then the result should be, in order:
      | n |
      | 2 |
      | 3 |

  Scenario: OFFSET in RETURN
    When executing query:
      """
      MATCH (x) RETURN x.n AS n ORDER BY n DESC OFFSET 3
      """
    Then the result should be, in order:
      | n |
      | 2 |
      | 1 |
