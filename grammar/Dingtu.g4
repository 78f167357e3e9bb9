/// Dingtu's query language: it follows openCypher 9 and adds what users miss from ISO GQL.
/// No actions, no predicates: the tree becomes an ast::Statement in parse_*.cpp.
///
/// The lexer sees the text through a Reading (reading.h): letters in upper case, full-width
/// punctuation as its ASCII form, the inside of strings and quoted names blanked out. So keywords
/// are written once here, in upper case, and the text of a token is always taken from the source.
grammar Dingtu;

/// A `|` that stands directly in the brackets of a comprehension or of reduce(..), where it may
/// begin the result. Marked before parsing, so that any other `|` needs no looking ahead.
tokens { InnerBar }

// ---- statements ---------------------------------------------------------------------------------

statement       : (EXPLAIN | PROFILE)? query EOF ;
loneExpression  : expression EOF ;

query           : singleQuery (unionWord singleQuery)* ;
unionWord       : UNION (ALL | DISTINCT)? ;
singleQuery     : clause+ ;

clause
    : matchClause
    | unwindClause
    | forClause
    | withClause
    | returnClause
    | createClause
    | mergeClause
    | setClause
    | removeClause
    | deleteClause
    | callClause
    | letClause
    | filterClause
    | pageClause
    ;

// ---- clauses ------------------------------------------------------------------------------------

matchClause     : OPTIONAL? MATCH patterns where? ;
unwindClause    : UNWIND expression AS variable ;
forClause       : FOR variable IN expression ;
withClause      : WITH projection where? ;
returnClause    : RETURN projection ;
createClause    : (CREATE | INSERT) patterns ;
mergeClause     : MERGE pathPattern mergeAction* ;
mergeAction     : ON (CREATE | MATCH) setClause ;
setClause       : SET setItem (',' setItem)* ;
removeClause    : REMOVE removeItem (',' removeItem)* ;
deleteClause    : DETACH? DELETE expression (',' expression)* ;
callClause      : CALL procedureName arguments? (YIELD ('*' | yieldItem (',' yieldItem)*) where?)? ;
letClause       : LET letItem (',' letItem)* ;
filterClause    : FILTER WHERE? expression ;
pageClause      : orderBy skip? limit? | skip limit? | limit ;

where           : WHERE expression ;
projection      : DISTINCT? (star='*' | projectionItem) (',' projectionItem)* orderBy? skip? limit? ;
projectionItem  : expression (AS variable)? ;
orderBy         : ORDER BY sortItem (',' sortItem)* ;
sortItem        : expression (ASC | ASCENDING | DESC | DESCENDING)? ;
skip            : (SKIP_ | OFFSET) expression ;
limit           : LIMIT expression ;
setItem
    : propertyOf '=' expression
    | variable op=('=' | '+=') expression
    | variable labelNames
    ;
removeItem      : propertyOf | variable labelNames ;
propertyOf      : atom ('.' anyName)+ ;
labelNames      : (':' | IS) anyName ((':' | '&') anyName)* ;
letItem         : variable '=' expression ;
yieldItem       : name (AS variable)? ;
procedureName   : anyName ('.' anyName)* ;
arguments       : '(' (expression (',' expression)*)? ')' ;

// ---- patterns -----------------------------------------------------------------------------------

patterns        : pathPattern (',' pathPattern)* ;
pathPattern     : (variable '=')? (selector? path | shortestPath) ;
selector        : (ANY | ALL) SHORTEST | SHORTEST Integer ;
shortestPath    : (SHORTESTPATH | ALLSHORTESTPATHS) '(' path ')' ;
path            : nodePattern (relationship nodePattern)* | '(' path ')' ;
nodePattern     : '(' variable? labels? properties? where? ')' ;
relationship    : left='<'? '-' relationshipBody? '-' right='>'? quantity? ;
relationshipBody : '[' variable? labels? range? properties? where? ']' ;
range           : '*' from=Integer? (dots='..' to=Integer?)? ;
quantity        : '*' | '+' | '{' (from=Integer | from=Integer? comma=',' to=Integer?) '}' ;
properties      : map | Parameter ;

labels          : (':' | IS) labelChoice ;
labelChoice     : labelBoth ('|' ':'? labelBoth)* ;
labelBoth       : labelTerm ((':' | '&') labelTerm)* ;
labelTerm       : '!' labelTerm | '(' labelChoice ')' | '%' | anyName ;

// ---- expressions --------------------------------------------------------------------------------

/// What binds most tightly comes first.
expression
    : value
    | op=NOT expression
    | expression op=AND expression
    | expression op=XOR expression
    | expression op=OR expression
    ;

value
    : atom trailer* hasLabel?
    | sign=('+' | '-') value
    | value op='^' value
    | value op=('*' | '/' | '%') value
    | value op=('+' | '-') value
    | value test value
    | value nullTest
    | value op=('=' | '<>' | '<' | '<=' | '>' | '>=') value
    ;

trailer
    : '.' anyName
    | '[' (from=expression (dots='..' to=expression?)? | dots='..' to=expression?) ']'
    ;
hasLabel        : ':' labelTest ;
test            : IN | STARTS WITH | ENDS WITH | CONTAINS | '=~' ;
nullTest        : IS NOT? NULL_ | IS labelTest ;
/// A `|` that can begin a comprehension's result does so, hence the `*?`.
labelTest       : labelBoth (('|' | InnerBar) labelBoth)*? ;

atom
    : literal
    | Parameter
    | caseExpression
    | subquery
    | quantifier
    | reduction
    | listComprehension
    | patternComprehension
    | list
    | map
    | shortestPath
    | patternTest
    | '(' expression ')'
    | functionCall
    | variable
    ;

literal         : Integer | Float | BadNumber | String | TRUE | FALSE | NULL_ ;
caseExpression  : CASE subject=expression? whenThen+ (ELSE otherwise=expression)? END ;
whenThen        : WHEN expression THEN expression ;
subquery        : (EXISTS | COUNT | COLLECT) '{' (query | patterns where?) '}' ;
quantifier      : (ALL | ANY | NONE | SINGLE) '(' variable IN expression where? ')' ;
reduction       : REDUCE '(' variable '=' expression ',' variable IN expression InnerBar expression ')' ;
listComprehension : '[' variable IN expression where? (InnerBar expression)? ']' ;
patternComprehension : '[' (variable '=')? patternTest where? InnerBar expression ']' ;
list            : '[' (expression (',' expression)*)? ']' ;
map             : '{' (mapEntry (',' mapEntry)*)? '}' ;
mapEntry        : anyName ':' expression ;
patternTest     : nodePattern (relationship nodePattern)+ ;
functionCall    : functionName '(' (star='*' | DISTINCT? expression (',' expression)*)? ')' ;
functionName    : (name '.')* (functionWord | EXISTS) ;

// ---- names --------------------------------------------------------------------------------------

variable        : name ;

/// A variable: words that mean something only in their place may be used.
name            : functionWord | ANY | NONE | SINGLE | REDUCE | SHORTESTPATH | ALLSHORTESTPATHS ;
functionWord
    : Name | QuotedName | CALL | COLLECT | COUNT | EXPLAIN | FILTER | INSERT | LET | OFFSET
    | PROFILE | SHORTEST | YIELD
    ;

/// A label, a type or a key: every word may be used.
anyName
    : name | ALL | AND | AS | ASC | ASCENDING | BY | CASE | CONTAINS | CREATE | DELETE | DESC
    | DESCENDING | DETACH | DISTINCT | ELSE | END | ENDS | EXISTS | FALSE | FOR | IN | IS | LIMIT
    | MATCH | MERGE | NOT | NULL_ | ON | OPTIONAL | OR | ORDER | REMOVE | RETURN | SET | SKIP_
    | STARTS | THEN | TRUE | UNION | UNWIND | WHEN | WHERE | WITH | XOR
    ;

// ---- words --------------------------------------------------------------------------------------

ALL : 'ALL' ;               ALLSHORTESTPATHS : 'ALLSHORTESTPATHS' ;
AND : 'AND' ;               ANY : 'ANY' ;               AS : 'AS' ;
ASC : 'ASC' ;               ASCENDING : 'ASCENDING' ;   BY : 'BY' ;
CALL : 'CALL' ;             CASE : 'CASE' ;             COLLECT : 'COLLECT' ;
CONTAINS : 'CONTAINS' ;     COUNT : 'COUNT' ;           CREATE : 'CREATE' ;
DELETE : 'DELETE' ;         DESC : 'DESC' ;             DESCENDING : 'DESCENDING' ;
DETACH : 'DETACH' ;         DISTINCT : 'DISTINCT' ;     ELSE : 'ELSE' ;
END : 'END' ;               ENDS : 'ENDS' ;             EXISTS : 'EXISTS' ;
EXPLAIN : 'EXPLAIN' ;       FALSE : 'FALSE' ;           FILTER : 'FILTER' ;
FOR : 'FOR' ;               IN : 'IN' ;                 INSERT : 'INSERT' ;
IS : 'IS' ;                 LET : 'LET' ;               LIMIT : 'LIMIT' ;
MATCH : 'MATCH' ;           MERGE : 'MERGE' ;           NONE : 'NONE' ;
NOT : 'NOT' ;               NULL_ : 'NULL' ;            OFFSET : 'OFFSET' ;
ON : 'ON' ;                 OPTIONAL : 'OPTIONAL' ;     OR : 'OR' ;
ORDER : 'ORDER' ;           PROFILE : 'PROFILE' ;       REDUCE : 'REDUCE' ;
REMOVE : 'REMOVE' ;         RETURN : 'RETURN' ;         SET : 'SET' ;
SHORTEST : 'SHORTEST' ;     SHORTESTPATH : 'SHORTESTPATH' ;
SINGLE : 'SINGLE' ;         SKIP_ : 'SKIP' ;            STARTS : 'STARTS' ;
THEN : 'THEN' ;             TRUE : 'TRUE' ;             UNION : 'UNION' ;
UNWIND : 'UNWIND' ;         WHEN : 'WHEN' ;             WHERE : 'WHERE' ;
WITH : 'WITH' ;             XOR : 'XOR' ;               YIELD : 'YIELD' ;

// ---- pieces -------------------------------------------------------------------------------------

Name            : Letter NamePart* ;
QuotedName      : '`' ~'`'* '`' ;
Parameter       : '$' (Name | QuotedName | Digit+) ;
String          : '"' ~'"'* '"' ;
Integer         : Digit+ | '0X' [0-9A-F]+ | '0O' [0-7]+ ;
Float           : Digit* '.' Digit+ Exponent? | Digit+ Exponent ;
/// Digits with letters behind them, refused with a better message than "unknown character".
BadNumber       : (Integer | Float) NamePart+ ;
Separator       : ';' ;

/// The text is shown to the lexer with '_' for any other character of Unicode's ID_Start and '0' for
/// any other of ID_Continue (grammar/reading.h): tables of all of them took 5 ms of every start.
fragment Letter   : [_A-Z] ;
fragment NamePart : [_A-Z0-9] ;
fragment Digit    : [0-9] ;
fragment Exponent : 'E' [+\-]? Digit+ ;

Space           : [ \t\r\n]+ -> skip ;
LineComment     : '//' ~[\n]* -> channel(HIDDEN) ;
BlockComment    : '/*' .*? '*/' -> channel(HIDDEN) ;
Other           : . ;
