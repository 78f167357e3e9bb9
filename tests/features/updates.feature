Feature: Writing and reading in one statement

  Scenario: A failing statement leaves nothing
    Given an empty graph
    When executing query:
      """
      CREATE (:A {x: 1}) WITH 1 AS one UNWIND [1, 0] AS d RETURN one / d
      """
    Then a ArithmeticError should be raised at runtime: DivisionByZero

  Scenario: Long chains of CREATE are one step
    Given an empty graph
    When executing query:
      """
      CREATE (a:A) CREATE (b:B) CREATE (a)-[r:T {x: 1}]->(b) CREATE (c:C {y: r.x}) RETURN c.y AS y
      """
    Then the result should be, in any order:
      | y |
      | 1 |
    And the side effects should be:
      | +nodes         | 3 |
      | +relationships | 1 |
      | +labels        | 3 |
      | +properties    | 2 |

  Scenario: MATCH does not see what the same statement creates after it
    Given an empty graph
    And having executed:
      """
      CREATE (:A), (:A)
      """
    When executing query:
      """
      MATCH (n:A) CREATE (:A) WITH n MATCH (m:A) RETURN count(*) AS c
      """
    Then the result should be, in any order:
      | c |
      | 8 |
    And the side effects should be:
      | +nodes | 2 |

  Scenario: MERGE on a path that half exists makes the whole path
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1})
      """
    When executing query:
      """
      MERGE p = (a:A {k: 1})-[r:T]->(b:B) ON CREATE SET r.made = true RETURN length(p) AS l, r.made AS made
      """
    Then the result should be, in any order:
      | l | made |
      | 1 | true |
    And the side effects should be:
      | +nodes         | 2 |
      | +relationships | 1 |
      | +labels        | 1 |
      | +properties    | 2 |

  Scenario: MERGE of a loop
    Given an empty graph
    And having executed:
      """
      CREATE (:A)
      """
    When executing query:
      """
      MATCH (a:A) MERGE (a)-[r:T]->(a) MERGE (a)-[s:T]->(a) RETURN r = s AS same
      """
    Then the result should be, in any order:
      | same |
      | true |
    And the side effects should be:
      | +relationships | 1 |

  Scenario: A null end stops CREATE of a relationship
    Given an empty graph
    When executing query:
      """
      OPTIONAL MATCH (a:Missing) CREATE (a)-[:T]->(:B)
      """
    Then a EntityNotFound should be raised at runtime: NullNode

  Scenario: A read-only view answers procedures
    Given an empty graph
    And having executed:
      """
      CREATE (:A {k: 1})-[:T]->(:B), (:A)
      """
    When executing query:
      """
      CALL db.schema() YIELD kind, name, count RETURN kind, name, count
      """
    Then the result should be, in any order:
      | kind                | name | count |
      | 'label'             | 'A'  | 2     |
      | 'label'             | 'B'  | 1     |
      | 'relationship type' | 'T'  | 1     |
      | 'property key'      | 'k'  | 1     |
