/*
 * The words of the template language. Outside braces spaces and runs of literal text count; inside
 * braces the words of a Python dictionary do, and spaces between them do not. Every character belongs
 * to some token, so that the parser alone reports mistakes.
 */
lexer grammar PromptTemplateLexer;

SPACES  : ' '+ ;
OPEN    : '{' -> pushMode(ITEM) ;
STRAY   : '}' ;
LITERAL : ~[ {}] ~[{}]* ;

mode ITEM;

CLOSE    : '}' -> popMode ;
NESTED   : '{' ;
COLON    : ':' ;
COMMA    : ',' ;
DOT      : '.' ;
PLUS     : '+' ;
LEFT     : '(' ;
RIGHT    : ')' ;
BEGIN    : '[' ;
END      : ']' ;
NONE     : 'None' | 'null' ;
TRUE     : 'True' | 'true' ;
FALSE    : 'False' | 'false' ;
LAMBDA   : 'lambda' ;
NAME     : [A-Za-z_] [A-Za-z_0-9]* ;
INTEGER  : '-'? [0-9]+ ;
QUOTED   : '"' ('\\' . | ~["\\\r\n])* '"' | '\'' ('\\' . | ~['\\\r\n])* '\'' ;
UNCLOSED : '"' ('\\' . | ~["\\\r\n])* | '\'' ('\\' . | ~['\\\r\n])* ;
BLANK    : [ \t\r\n]+ -> skip ;
OTHER    : . ;
