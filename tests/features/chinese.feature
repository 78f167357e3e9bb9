Feature: Chinese names and punctuation

  Scenario: Identifiers need no back-quotes
    Given an empty graph
    And having executed:
      """
      CREATE (企:企业 {名称: '申昊科技'})-[:位于 {证据: '总部位于余杭区'}]->(区:区县 {名称: '余杭区'})
      """
    When executing query:
      """
      MATCH (企:企业)-[关系:位于]->(区:区县) WHERE 区.名称 = '余杭区' RETURN 企.名称 AS 企业, 关系.证据 AS 证据
      """
    Then the result should be, in any order:
      | 企业       | 证据             |
      | '申昊科技' | '总部位于余杭区' |

  Scenario: Full-width punctuation from a Chinese keyboard
    Given an empty graph
    And having executed:
      """
      CREATE （：企业 ｛名称：“甲”，年：2011｝）
      """
    When executing query:
      """
      MATCH （n：企业） WHERE n.年 ＞ 2000 RETURN n.名称 AS 名称，n.年 AS 年；
      """
    Then the result should be, in any order:
      | 名称 | 年   |
      | '甲' | 2011 |

  Scenario: Without synonyms names are literal
    Given an empty graph
    And having executed:
      """
      CREATE (:Firm {name: '甲'})
      """
    When executing query:
      """
      MATCH (n:企业) RETURN n.名称 AS n
      """
    Then the result should be empty

  Scenario: Synonyms of labels, types and keys
    Given an empty graph
    And having executed:
      """
      CALL db.addSynonym('label', 'Firm', '企业')
      """
    And having executed:
      """
      CALL db.addSynonym('type', 'LOCATED_IN', '位于')
      """
    And having executed:
      """
      CALL db.addSynonym('key', 'name', '名称')
      """
    And having executed:
      """
      CREATE (:企业 {名称: '甲'})-[:位于]->(:District {name: '余杭区'})
      """
    When executing query:
      """
      MATCH (f:Firm {name: '甲'})-[r:LOCATED_IN]->(d) WHERE f:企业
      RETURN labels(f) AS labels, type(r) AS type, keys(d) AS keys, d.名称 AS name, properties(f).name AS p
      """
    Then the result should be, in any order:
      | labels   | type         | keys     | name     | p    |
      | ['Firm'] | 'LOCATED_IN' | ['name'] | '余杭区' | '甲' |

  Scenario: A synonym in SET and REMOVE
    Given an empty graph
    And having executed:
      """
      CALL db.addSynonym('key', 'kind', '类别')
      """
    And having executed:
      """
      CREATE ({kind: 'a'})
      """
    And having executed:
      """
      MATCH (n) SET n.类别 = 'b'
      """
    When executing query:
      """
      MATCH (n) RETURN n.kind AS a, n.类别 AS b, keys(n) AS keys
      """
    Then the result should be, in any order:
      | a   | b   | keys     |
      | 'b' | 'b' | ['kind'] |

  Scenario: called() matches names and aliases, normalised
    Given an empty graph
    And having executed:
      """
      CREATE (:District {name: '余杭区', aliases: ['余杭', 'Yuhang']}), (:District {name: '萧山区'}),
             (:Firm {name: '“余杭” 水务'})
      """
    When executing query:
      """
      UNWIND ['余杭区', '余杭', 'yuhang', 'ＹＵＨＡＮＧ', '余 杭 区', '余杭水务', '钱塘'] AS text
      OPTIONAL MATCH (n) WHERE called(n, text)
      RETURN text, n.name AS name
      """
    Then the result should be, in any order:
      | text       | name           |
      | '余杭区'   | '余杭区'       |
      | '余杭'     | '余杭区'       |
      | 'yuhang'   | '余杭区'       |
      | 'ＹＵＨＡＮＧ' | '余杭区'   |
      | '余 杭 区' | '余杭区'       |
      | '余杭水务' | '“余杭” 水务'  |
      | '钱塘'     | null           |

  Scenario: called() in an expression
    Given an empty graph
    And having executed:
      """
      CREATE (:A {name: '甲', aliases: ['乙']}), (:A {name: '丙'}), (:A)
      """
    When executing query:
      """
      MATCH (n:A) RETURN n.name AS name, called(n, '乙') AS c
      """
    Then the result should be, in any order:
      | name | c     |
      | '甲' | true  |
      | '丙' | false |
      | null | false |
