#include "base/error.h"
#include "grammar/parse.h"
#include "tests/catch.h"

using namespace dingtu;

namespace {

struct Refusal {
    const char* query;
    const char* message;
};

/// What a user sees, to the column.
const Refusal refusals[] = {
    {R"(MACTH (n) RETURN n)",
     R"(error: `MACTH` is not understood here
  MACTH (n) RETURN n
  ^ did you mean `MATCH`?
)"},
    {R"(OPTONAL MATCH (a) RETURN a)",
     R"(error: `OPTONAL` is not understood here
  OPTONAL MATCH (a) RETURN a
  ^ did you mean `OPTIONAL`?
)"},
    {R"(MATCH (n) RETRUN n)",
     R"(error: `RETRUN` is not understood here
  MATCH (n) RETRUN n
            ^ did you mean `RETURN`?
)"},
    {R"(MATCH (n) WEHRE n.x = 1 RETURN n)",
     R"(error: `WEHRE` is not understood here
  MATCH (n) WEHRE n.x = 1 RETURN n
            ^ did you mean `WHERE`?
)"},
    {R"(MATCH (n) RETURN n ODER BY n.x)",
     R"(error: `ODER` is not understood here
  MATCH (n) RETURN n ODER BY n.x
                     ^ did you mean `ORDER`?
)"},
    {R"(MATCH (n) WHERE n.x CONTAIN 'a' RETURN n)",
     R"(error: `CONTAIN` is not understood here
  MATCH (n) WHERE n.x CONTAIN 'a' RETURN n
                      ^ did you mean `CONTAINS`?
)"},
    {R"(MATCH (企业) RETURN DISTINC 企业)",
     R"(error: `DISTINC` is not understood here
  MATCH (企业) RETURN DISTINC 企业
                      ^ did you mean `DISTINCT`?
)"},
    {R"(SELECT * FROM firms)",
     R"(error: `SELECT` is not a word of this language
  SELECT * FROM firms
  ^ MATCH says where to look, RETURN what to give
)"},
    {R"(MATCH (n) RETURN n.x, count(*) GROUP BY n.x)",
     R"(error: `GROUP` is not a word of this language
  MATCH (n) RETURN n.x, count(*) GROUP BY n.x
                                 ^ there is no GROUP BY: columns beside count(..) are the groups
)"},
    {R"(MATCH (n) WHERE n.name LIKE '%x%' RETURN n)",
     R"(error: `LIKE` is not a word of this language
  MATCH (n) WHERE n.name LIKE '%x%' RETURN n
                         ^ texts are compared with STARTS WITH, ENDS WITH, CONTAINS and =~
)"},
    {R"(MATCH (n) WHERE n.x BETWEEN 1 AND 2 RETURN n)",
     R"(error: `BETWEEN` is not a word of this language
  MATCH (n) WHERE n.x BETWEEN 1 AND 2 RETURN n
                      ^ write 1 <= x <= 2
)"},
    {R"(FOREACH (x IN [1] | CREATE (n)))",
     R"(error: `FOREACH` is not a word of this language
  FOREACH (x IN [1] | CREATE (n))
  ^ UNWIND goes through a list
)"},
    {R"(LOAD CSV FROM 'x' AS row RETURN row)",
     R"(error: `LOAD` is not a word of this language
  LOAD CSV FROM 'x' AS row RETURN row
  ^ the command `dingtu import` reads files
)"},
    {R"(CREATE INDEX FOR (n:Firm) ON (n.x))",
     R"(error: `INDEX` is not a word of this language
  CREATE INDEX FOR (n:Firm) ON (n.x)
         ^ indexes are kept without being asked for
)"},
    {R"(CALL { MATCH (n) RETURN n } RETURN n)",
     R"(error: CALL takes the name of a procedure
  CALL { MATCH (n) RETURN n } RETURN n
       ^ subqueries are EXISTS { .. }, COUNT { .. } and COLLECT { .. }
)"},
    {R"(MATCH (n) RETURN n {.name})",
     R"(error: a map is not made from a variable in this way
  MATCH (n) RETURN n {.name}
                     ^ write each entry: {name: n.name}
)"},
    {R"(MATCH (n) WHERE n.x == 1 RETURN n)",
     R"(error: there is no operator `==`
  MATCH (n) WHERE n.x == 1 RETURN n
                      ^ write `=`
)"},
    {R"(MATCH (n) WHERE n.x != 1 RETURN n)",
     R"(error: there is no operator `!=`
  MATCH (n) WHERE n.x != 1 RETURN n
                      ^ write `<>`
)"},
    {R"(MATCH (n) WHERE n.x => 1 RETURN n)",
     R"(error: there is no operator `=>`
  MATCH (n) WHERE n.x => 1 RETURN n
                      ^ write `>=`
)"},
    {R"(MATCH (n) WHERE n.x = 1 && n.y = 2 RETURN n)",
     R"(error: there is no operator `&&`
  MATCH (n) WHERE n.x = 1 && n.y = 2 RETURN n
                          ^ write `AND`
)"},
    {R"(MATCH (n) WHERE n.x = 1 || n.y = 2 RETURN n)",
     R"(error: there is no operator `||`
  MATCH (n) WHERE n.x = 1 || n.y = 2 RETURN n
                          ^ write `OR`
)"},
    {R"(RETURN 2 ** 3)",
     R"(error: there is no operator `**`
  RETURN 2 ** 3
           ^ write `^`
)"},
    {R"(MATCH (n) WHERE n.x NOT IN [1] RETURN n)",
     R"(error: `NOT` cannot follow `x`
  MATCH (n) WHERE n.x NOT IN [1] RETURN n
                      ^ NOT stands before the whole condition: NOT x IN ..
)"},
    {R"(MATCH (n) WHERE n.x IS NOT IN [1] RETURN n)",
     R"(error: `IS NOT` is followed by NULL
  MATCH (n) WHERE n.x IS NOT IN [1] RETURN n
                         ^ NOT stands before the whole condition: NOT x IN ..
)"},
    {R"(RETURN a = NOT b)",
     R"(error: `NOT` cannot follow `=`
  RETURN a = NOT b
             ^ put NOT and what it denies in brackets
)"},
    {R"(MATCH (order:Order) RETURN order)",
     R"(error: `order` is a word of the language
  MATCH (order:Order) RETURN order
         ^ as a name it needs back-quotes: `order`
)"},
    {R"(UNWIND [1] AS end RETURN end)",
     R"(error: `end` is a word of the language
  UNWIND [1] AS end RETURN end
                ^ as a name it needs back-quotes: `end`
)"},
    {R"(MATCH (n) RETURN n WHERE n.x = 1)",
     R"(error: `WHERE` cannot stand behind RETURN
  MATCH (n) RETURN n WHERE n.x = 1
                     ^ put it before RETURN, or write WITH for RETURN
)"},
    {R"(CREATE (n) WHERE n.x = 1)",
     R"(error: `WHERE` cannot stand behind CREATE
  CREATE (n) WHERE n.x = 1
             ^ it belongs to MATCH, WITH and YIELD
)"},
    {R"(MATCH (f:企业)-[:]->(d) RETURN d)",
     R"(error: a relationship type is missing after `:`
  MATCH (f:企业)-[:]->(d) RETURN d
                  ^ for any type leave the brackets empty: -[]->
)"},
    {R"(MATCH (n:) RETURN n)",
     R"(error: a label is missing after `:`
  MATCH (n:) RETURN n
          ^ for any label leave the `:` out
)"},
    {R"(MATCH (a)-[:T..]->(b) RETURN a)",
     R"(error: a relationship's length begins with `*`
  MATCH (a)-[:T..]->(b) RETURN a
               ^ like -[:TYPE*1..3]->
)"},
    {R"(MATCH (a)-[:T*-2]->(b) RETURN a)",
     R"(error: a relationship's length cannot be negative
  MATCH (a)-[:T*-2]->(b) RETURN a
                ^
)"},
    {R"(MATCH (a)-[:T*x]->(b) RETURN a)",
     R"(error: `x` is not a relationship's length
  MATCH (a)-[:T*x]->(b) RETURN a
                ^ like -[:TYPE*1..3]->
)"},
    {R"(MATCH (a)-[:T*1]->{2}(b) RETURN a)",
     R"(error: the relationship has its length in the brackets already
  MATCH (a)-[:T*1]->{2}(b) RETURN a
                    ^ leave one of the two out
)"},
    {R"(MATCH (a)->(b) RETURN a)",
     R"(error: a `-` is missing before `>`
  MATCH (a)->(b) RETURN a
            ^ relationships are written -->, <--, --, -[:TYPE]->
)"},
    {R"(MATCH (a)-(b) RETURN a)",
     R"(error: a `-` is missing before `(`
  MATCH (a)-(b) RETURN a
            ^ relationships are written -->, <--, --, -[:TYPE]->
)"},
    {R"(MATCH (企业)-[:位于]>(地区) RETURN 企业)",
     R"(error: a `-` is missing before `>`
  MATCH (企业)-[:位于]>(地区) RETURN 企业
                      ^ relationships are written -->, <--, --, -[:TYPE]->
)"},
    {R"(MATCH (a)-[:T](b) RETURN a)",
     R"(error: a `-` is missing before `(`
  MATCH (a)-[:T](b) RETURN a
                ^ relationships are written -->, <--, --, -[:TYPE]->
)"},
    {R"(MATCH (a)[:T]->(b) RETURN a)",
     R"(error: a `-` is missing before `[`
  MATCH (a)[:T]->(b) RETURN a
           ^ relationships are written -->, <--, --, -[:TYPE]->
)"},
    {R"(MATCH (a)→(b) RETURN a)",
     R"(error: `→` has no meaning in a query
  MATCH (a)→(b) RETURN a
           ^ write `-->`
)"},
    {R"(MATCH (n)—[:T]->(m) RETURN n)",
     R"(error: `—` has no meaning in a query
  MATCH (n)—[:T]->(m) RETURN n
           ^ write `-`
)"},
    {R"(MATCH （n：企业） RETURN n。名称)",
     R"(error: `。` has no meaning in a query
  MATCH （n：企业） RETURN n。名称
                            ^ write `.`
)"},
    {R"(RETURN 1、2)",
     R"(error: `、` has no meaning in a query
  RETURN 1、2
          ^ write `,`
)"},
    {R"(RETURN 「好」)",
     R"(error: `「` has no meaning in a query
  RETURN 「好」
         ^ write `"`
)"},
    {R"(RETURN １)",
     R"(error: `１` has no meaning in a query
  RETURN １
         ^ write `1`
)"},
    {R"(RETURN 1 # 2)",
     R"(error: `#` has no meaning in a query
  RETURN 1 # 2
           ^
)"},
    {R"(RETURN $)",
     R"(error: `$` has no meaning in a query
  RETURN $
         ^ a parameter has a name: $name
)"},
    {R"(MATCH (n) WHERE n.x = ”abc” RETURN n)",
     R"(error: `”` has no meaning in a query
  MATCH (n) WHERE n.x = ”abc” RETURN n
                        ^ write `"`
)"},
    {R"(RETURN 'abc)",
     R"(error: the string that begins here is never closed
  RETURN 'abc
         ^ a closing ' is missing
)"},
    {R"(RETURN “中文)",
     R"(error: the string that begins here is never closed
  RETURN “中文
         ^ a closing ” is missing
)"},
    {R"(MATCH (`n) RETURN 1)",
     R"(error: the quoted name that begins here is never closed
  MATCH (`n) RETURN 1
         ^ a closing ` is missing
)"},
    {R"(RETURN 1 /* x)",
     R"(error: the comment that begins here is never closed
  RETURN 1 /* x
           ^ a closing */ is missing
)"},
    {R"(MATCH (n RETURN n)",
     R"(error: `)` is missing before `RETURN`
  MATCH (n RETURN n
           ^ it closes the `(` of line 1, column 7
)"},
    {R"(MATCH (n:企业 {名称: 'x') RETURN n)",
     R"(error: `)` does not close `{`
  MATCH (n:企业 {名称: 'x') RETURN n
                          ^ write `}`
)"},
    {R"(MATCH (a)-[r:T RETURN a)",
     R"(error: `]` is missing before `RETURN`
  MATCH (a)-[r:T RETURN a
                 ^ it closes the `[` of line 1, column 11
)"},
    {R"(MATCH (a)-[r:T->(b) RETURN a)",
     R"(error: `]` is missing before `-`
  MATCH (a)-[r:T->(b) RETURN a
                ^ it closes the `[` of line 1, column 11
)"},
    {R"(RETURN (1)",
     R"(error: `)` is missing at the end
  RETURN (1
           ^ it closes the `(` of line 1, column 8
)"},
    {R"(RETURN [1, 2)",
     R"(error: `]` is missing at the end
  RETURN [1, 2
              ^ it closes the `[` of line 1, column 8
)"},
    {R"(RETURN 1))",
     R"(error: `)` closes nothing
  RETURN 1)
          ^
)"},
    {R"(RETURN (1])",
     R"(error: `]` does not close `(`
  RETURN (1]
           ^ write `)`
)"},
    {R"(RETURN [1 2])",
     R"(error: `,` is missing before `2`
  RETURN [1 2]
            ^
)"},
    {R"(RETURN {a: 1 b: 2})",
     R"(error: `,` is missing before `b`
  RETURN {a: 1 b: 2}
               ^
)"},
    {R"(RETURN {a 1})",
     R"(error: `:` is missing before `1`
  RETURN {a 1}
            ^
)"},
    {R"(RETURN n name)",
     R"(error: `AS` is missing before `name`
  RETURN n name
           ^
)"},
    {R"(UNWIND [1] x RETURN x)",
     R"(error: `AS` is missing before `x`
  UNWIND [1] x RETURN x
             ^
)"},
    {R"(RETURN all(x xs))",
     R"(error: `IN` is missing before `xs`
  RETURN all(x xs)
               ^
)"},
    {R"(RETURN CASE WHEN 1 THEN 2)",
     R"(error: `END` is missing at the end
  RETURN CASE WHEN 1 THEN 2
                           ^
)"},
    {R"(RETURN CASE WHEN 1 2 END)",
     R"(error: `THEN` is missing before `2`
  RETURN CASE WHEN 1 2 END
                     ^
)"},
    {R"(MATCH (n) SET n.x 1)",
     R"(error: `=` is missing before `1`
  MATCH (n) SET n.x 1
                    ^
)"},
    {R"(RETURN)",
     R"(error: an expression is missing after `RETURN`
  RETURN
        ^
)"},
    {R"(MATCH)",
     R"(error: a pattern is missing after `MATCH`
  MATCH
       ^
)"},
    {R"(EXPLAIN)",
     R"(error: a statement is missing after `EXPLAIN`
  EXPLAIN
         ^
)"},
    {R"(MATCH p = RETURN p)",
     R"(error: a pattern is missing after `=`
  MATCH p = RETURN p
            ^
)"},
    {R"(MATCH (a) WHERE RETURN a)",
     R"(error: an expression is missing after `WHERE`
  MATCH (a) WHERE RETURN a
                  ^
)"},
    {R"(MATCH (a) WHERE a.x > RETURN a)",
     R"(error: an expression is missing after `>`
  MATCH (a) WHERE a.x > RETURN a
                        ^
)"},
    {R"(MATCH (n) RETURN n,)",
     R"(error: an expression is missing after `,`
  MATCH (n) RETURN n,
                     ^
)"},
    {R"(MATCH (n) RETURN n, ORDER BY n)",
     R"(error: an expression is missing after `,`
  MATCH (n) RETURN n, ORDER BY n
                      ^
)"},
    {R"(RETURN 1 +)",
     R"(error: an expression is missing after `+`
  RETURN 1 +
            ^
)"},
    {R"(RETURN a.)",
     R"(error: a name is missing after `.`
  RETURN a.
           ^
)"},
    {R"(RETURN [x IN xs |])",
     R"(error: an expression is missing after `|`
  RETURN [x IN xs |]
                   ^
)"},
    {R"(MATCH (a) RETURN a LIMIT)",
     R"(error: an expression is missing after `LIMIT`
  MATCH (a) RETURN a LIMIT
                          ^
)"},
    {R"(RETURN n ORDER n.x)",
     R"(error: `BY` is missing after `ORDER`
  RETURN n ORDER n.x
                 ^
)"},
    {R"(RETURN a STARTS 'x')",
     R"(error: `WITH` is missing after `STARTS`
  RETURN a STARTS 'x'
                  ^
)"},
    {R"(RETURN a IS)",
     R"(error: `NULL` is missing after `IS`
  RETURN a IS
             ^
)"},
    {R"(OPTIONAL (a) RETURN a)",
     R"(error: `MATCH` is missing after `OPTIONAL`
  OPTIONAL (a) RETURN a
           ^
)"},
    {R"(MATCH (n) DETACH n)",
     R"(error: `DELETE` is missing after `DETACH`
  MATCH (n) DETACH n
                   ^
)"},
    {R"(MERGE (a) ON CREATE a.x = 1)",
     R"(error: `SET` is missing after `CREATE`
  MERGE (a) ON CREATE a.x = 1
                      ^
)"},
    {R"(1 + 1)",
     R"(error: a statement cannot begin with `1`
  1 + 1
  ^ RETURN gives the value of an expression
)"},
    {R"(MATCH (n))",
     R"(error: a statement cannot end with `MATCH`
  MATCH (n)
  ^ RETURN is missing at the end
)"},
    {R"(WITH 1 AS x)",
     R"(error: a statement cannot end with `WITH`
  WITH 1 AS x
  ^ RETURN is missing at the end
)"},
    {R"(MATCH (n) UNION RETURN 1 AS n)",
     R"(error: a part of a UNION cannot end with `MATCH`
  MATCH (n) UNION RETURN 1 AS n
  ^ RETURN is missing at the end
)"},
    {R"(RETURN 1 MATCH (n))",
     R"(error: `MATCH` cannot stand behind RETURN
  RETURN 1 MATCH (n)
           ^ RETURN is the last clause; WITH hands rows on to the next one
)"},
    {R"(RETURN 1 AS x LIMIT 1 ORDER BY x)",
     R"(error: `ORDER` cannot stand behind RETURN
  RETURN 1 AS x LIMIT 1 ORDER BY x
                        ^ the order is ORDER BY, SKIP, LIMIT, each once
)"},
    {R"(RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a)",
     R"(error: UNION and UNION ALL cannot be mixed in one query
  RETURN 1 AS a UNION RETURN 2 AS a UNION ALL RETURN 3 AS a
                                    ^ use one of them throughout
)"},
    {R"(RETURN COUNT { MATCH (n) SET n.x = 1 })",
     R"(error: `SET` cannot stand in a subquery: it only reads
  RETURN COUNT { MATCH (n) SET n.x = 1 }
                           ^
)"},
    {R"(RETURN COLLECT { MATCH (n) })",
     R"(error: COLLECT { .. } must end with RETURN of one column
  RETURN COLLECT { MATCH (n) }
                   ^
)"},
    {R"(CALL p YIELD x RETURN x)",
     R"(error: arguments can be left out only where CALL is the whole statement
  CALL p YIELD x RETURN x
       ^ write `p(..)`
)"},
    {R"(CALL p() YIELD * RETURN x)",
     R"(error: YIELD * is possible only where CALL is the whole statement
  CALL p() YIELD * RETURN x
  ^ name the columns behind YIELD
)"},
    {R"(MATCH (n) WITH n.x RETURN 1)",
     R"(error: `n.x` needs a name in WITH
  MATCH (n) WITH n.x RETURN 1
                 ^ add AS and a name
)"},
    {R"(MATCH (n) DELETE n:A)",
     R"(error: DELETE takes nodes, relationships and paths, not labels
  MATCH (n) DELETE n:A
                   ^ REMOVE takes a label off a node
)"},
    {R"(MATCH (n $p) RETURN n)",
     R"(error: a parameter cannot stand for all properties of a pattern here
  MATCH (n $p) RETURN n
           ^ write each one: {key: $p.key}
)"},
    {R"(CREATE (a)-[:T]-(b))",
     R"(error: a relationship in CREATE needs one direction
  CREATE (a)-[:T]-(b)
            ^ write --> or <--
)"},
    {R"(CREATE (a)-->(b))",
     R"(error: a relationship in CREATE needs exactly one type
  CREATE (a)-->(b)
            ^ like -[:TYPE]->
)"},
    {R"(CREATE (a)-[:T*2]->(b))",
     R"(error: CREATE makes one relationship, not a chain of them
  CREATE (a)-[:T*2]->(b)
            ^
)"},
    {R"(CREATE (n:A|B))",
     R"(error: `A|B` leaves open which labels a new node has
  CREATE (n:A|B)
            ^ labels of a new node are joined with `:` or `&`
)"},
    {R"(CREATE (n WHERE true))",
     R"(error: WHERE has no meaning in a pattern that is made
  CREATE (n WHERE true)
            ^
)"},
    {R"(MERGE p = shortestPath((a)-[:T]->(b)))",
     R"(error: a shortest path can be matched, not made
  MERGE p = shortestPath((a)-[:T]->(b))
            ^
)"},
    {R"(MATCH p = shortestPath((a)-->()-->(b)) RETURN p)",
     R"(error: `shortestPath` takes a pattern of one relationship
  MATCH p = shortestPath((a)-->()-->(b)) RETURN p
                         ^ like shortestPath((a)-[*]-(b))
)"},
    {R"(MATCH SHORTEST 0 (a)-->(b) RETURN a)",
     R"(error: SHORTEST takes a number of at least 1
  MATCH SHORTEST 0 (a)-->(b) RETURN a
                 ^
)"},
    {R"(MATCH (n) RETURN (n)-->())",
     R"(error: a pattern is a condition and has no value here
  MATCH (n) RETURN (n)-->()
                   ^ COUNT { .. } counts its matches, [pattern | ..] lists them
)"},
    {R"(RETURN sum(*))",
     R"(error: `sum` cannot take `*`
  RETURN sum(*)
             ^ only count(*) can
)"},
    {R"(RETURN 01)",
     R"(error: `01` is not a number
  RETURN 01
         ^ without zeros in front: 1; octal numbers begin with 0o
)"},
    {R"(RETURN 1abc)",
     R"(error: `1abc` is not a number
  RETURN 1abc
         ^
)"},
    {R"(RETURN 2024年)",
     R"(error: `2024年` is not a number
  RETURN 2024年
         ^ a name that begins with a digit needs back-quotes: `2024年`
)"},
    {R"(RETURN 1１)",
     R"(error: `1１` is not a number
  RETURN 1１
         ^ digits are 0 to 9, not full-width
)"},
    {R"(RETURN 9223372036854775808)",
     R"(error: `9223372036854775808` is too large for an integer of 64 bits
  RETURN 9223372036854775808
         ^
)"},
    {R"(RETURN 1e999)",
     R"(error: `1e999` is too large for a float
  RETURN 1e999
         ^
)"},
    {R"(RETURN '\q')",
     R"(error: `\q` is no escape
  RETURN '\q'
          ^ a backslash itself is \\
)"},
    {R"(RETURN '\u12')",
     R"(error: `\u` needs 4 hexadecimal digits
  RETURN '\u12'
          ^ like \u4F01
)"},
    {R"(RETURN '\uD800')",
     R"(error: `\uD800` is no character
  RETURN '\uD800'
          ^
)"},
    {R"(RETURN 1; MATHC (n) RETURN n)",
     R"(error: `MATHC` is not understood here
  RETURN 1; MATHC (n) RETURN n
            ^ did you mean `MATCH`?
)"},
    {R"(MATCH (a)-[:T]{1,3}->(b) RETURN a)",
     R"(error: `{` cannot stand here in a pattern
  MATCH (a)-[:T]{1,3}->(b) RETURN a
                ^ how often a relationship is walked stands behind it: -[:TYPE]->{1,3}
)"},
    {R"(MATCH ((a)-->(b))+ RETURN a)",
     R"(error: `+` cannot stand here in a pattern
  MATCH ((a)-->(b))+ RETURN a
                   ^ how often a relationship is walked stands behind it: -[:TYPE]->{1,3}
)"},
    {R"(MATCH (a)-[:T]->{3,1}(b) RETURN a)",
     R"(error: `{3,1}` begins above its end
  MATCH (a)-[:T]->{3,1}(b) RETURN a
                  ^ write `{1,3}`
)"},
    {R"(MATCH (a:A, b:B) RETURN a)",
     R"(error: `)` is missing before `,`
  MATCH (a:A, b:B) RETURN a
            ^ it closes the `(` of line 1, column 7
)"},
    {R"(MATCH a RETURN a)",
     R"(error: a node stands in round brackets
  MATCH a RETURN a
        ^ write `(a)`
)"},
    {R"(MERGE (a), (b))",
     R"(error: MERGE takes one pattern
  MERGE (a), (b)
           ^ write MERGE before each pattern
)"},
    {R"(MATCH (a)-[r:T]-> RETURN a)",
     R"(error: a pattern is missing after `>`
  MATCH (a)-[r:T]-> RETURN a
                    ^
)"},
    {R"(MATCH (a) WHERE NOT EXIST { (a)-->() } RETURN a)",
     R"(error: `EXIST` is not understood here
  MATCH (a) WHERE NOT EXIST { (a)-->() } RETURN a
                      ^ did you mean `EXISTS`?
)"},
    {R"(MATCH (a) WHERE (a.x = 1 AND (a.y = 2 OR a.z = 3) RETURN a)",
     R"(error: `)` is missing before `RETURN`
  MATCH (a) WHERE (a.x = 1 AND (a.y = 2 OR a.z = 3) RETURN a
                                                    ^ it closes the `(` of line 1, column 17
)"},
    {R"(MATCH (a) WHERE a.x = 1 a.y = 2 RETURN a)",
     R"(error: `AND` is missing before `a`
  MATCH (a) WHERE a.x = 1 a.y = 2 RETURN a
                          ^
)"},
    {R"(MATCH (a) SET RETURN a)",
     R"(error: a property and its value are missing after `SET`
  MATCH (a) SET RETURN a
                ^
)"},
    {R"(CREATE (a {x = 1}))",
     R"(error: a map's keys and values are divided by `:`
  CREATE (a {x = 1})
               ^ write `:`
)"},
    {R"(CREATE (a {x: 1, }))",
     R"(error: a name is missing after `,`
  CREATE (a {x: 1, })
                   ^
)"},
    {R"(CREATE (a {'x': 1}))",
     R"(error: 'x' is a text where a name is needed
  CREATE (a {'x': 1})
             ^ write x
)"},
    {R"(CREATE (a {x: }))",
     R"(error: an expression is missing after `:`
  CREATE (a {x: })
                ^
)"},
    {R"(UNWIND [1,2] RETURN x)",
     R"(error: AS and a name are missing after `]`
  UNWIND [1,2] RETURN x
               ^
)"},
    {R"(FOR x RETURN x)",
     R"(error: IN and a list are missing after `x`
  FOR x RETURN x
        ^
)"},
    {R"(LET x RETURN x)",
     R"(error: `=` and a value are missing after `x`
  LET x RETURN x
        ^
)"},
    {R"(RETURN CASE END)",
     R"(error: WHEN .. THEN .. is missing after `CASE`
  RETURN CASE END
              ^
)"},
    {R"(RETURN CASE x THEN 1 END)",
     R"(error: WHEN and a condition are missing after `x`
  RETURN CASE x THEN 1 END
                ^
)"},
    {R"(MATCH (n) RETURN n.x AS '名称')",
     R"(error: '名称' is a text where a name is needed
  MATCH (n) RETURN n.x AS '名称'
                          ^ write 名称
)"},
    {R"(MATCH (n)-[:A|B|]->() RETURN n)",
     R"(error: a name is missing after `|`
  MATCH (n)-[:A|B|]->() RETURN n
                  ^
)"},
    {R"(SHOW TABLES)",
     R"(error: a statement cannot begin with `SHOW`
  SHOW TABLES
  ^
)"},
    {R"(企业 是 什么)",
     R"(error: a statement cannot begin with `企业`
  企业 是 什么
  ^
)"},
};

}  // namespace

TEST_CASE("a refusal says what is wrong, where, and how to mend it", "[grammar]") {
    for (const Refusal& refusal : refusals) {
        std::string message;
        try {
            (void)parse_script(refusal.query);
        } catch (const Error& error) {
            message = render(error, refusal.query);
        }
        CHECK(message == refusal.message);
    }
}

TEST_CASE("a refusal in a long statement comes without trying mends", "[grammar]") {
    std::string text = "RETURN [0";
    for (int i = 1; i < 20'000; ++i)
        text += ", " + std::to_string(i);
    CHECK_THROWS_WITH(parse_script(text + " 1]"), "`1` cannot follow `19999`");
}

TEST_CASE("a place in the second line of a script is found", "[grammar]") {
    const char* script = "RETURN 1;\nMATCH (企业) RETRUN 企业";
    try {
        (void)parse_script(script);
        FAIL("it parsed");
    } catch (const Error& error) {
        CHECK(place_of(script, error.span().begin).line == 2);
        CHECK(place_of(script, error.span().begin).column == 12);
    }
}
