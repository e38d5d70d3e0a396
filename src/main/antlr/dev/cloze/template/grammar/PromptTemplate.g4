/*
 * The sentences of the template language. No rule calls itself, so no input can exhaust the stack,
 * and one token always decides, so that the set of expected tokens in a message is exact. A second
 * comma in a row passes here and is refused by ItemReader.
 */
parser grammar PromptTemplate;

options { tokenVocab = PromptTemplateLexer; }

template : (SPACES | LITERAL | item)* EOF ;

item : OPEN entry (COMMA entry?)* CLOSE ;

entry : QUOTED (COLON value)? ;

value : QUOTED | INTEGER | TRUE | FALSE | NONE | function ;

function : LAMBDA NAME COLON sum ;

// a lambda that was written inside quotes
only : function EOF ;

sum : term (PLUS term)* ;

term : QUOTED join? | NAME step* ;

join : DOT NAME LEFT NAME RIGHT ;

step : DOT NAME LEFT (argument (COMMA argument)*)? RIGHT | BEGIN INTEGER? COLON INTEGER? END ;

argument : QUOTED | NAME DOT NAME ;
