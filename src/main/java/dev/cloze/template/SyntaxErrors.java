package dev.cloze.template;

import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.cloze.base.ClozeException;
import dev.cloze.template.grammar.PromptTemplate;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;

/** Stops the parser at its first error, in the words of the person who writes templates. */
final class SyntaxErrors extends BaseErrorListener {
  private final Source source;

  SyntaxErrors(Source source) {
    this.source = source;
  }

  @Override
  public void syntaxError(
      Recognizer<?, ?> recognizer,
      Object offendingSymbol,
      int line,
      int charPositionInLine,
      String message,
      RecognitionException error) {
    Parser parser = (Parser) recognizer;
    Token found = parser.getCurrentToken();
    Token before = parser.getInputStream().LT(-1);
    throw explain(parser, found, before);
  }

  private ClozeException explain(Parser parser, Token found, Token before) {
    String where = source.at(found);
    if (found.getType() == PromptTemplate.STRAY) {
      return syntax(
          "%s: found '}' outside an item; for a brace in the text write {\"text\": \"}\"}", where);
    }
    if (found.getType() == PromptTemplate.UNCLOSED) {
      return new ClozeException(
          TemplateError.QUOTED_TEXT,
          "%s: found %s, which is not closed; expected %s at its end, on the same line",
          where,
          Quoting.line(found.getText()),
          found.getText().charAt(0));
    }
    if (found.getType() == PromptTemplate.NESTED && before.getType() == PromptTemplate.OPEN) {
      return syntax(
          "%s: found a second '{'; expected a key in quotes; for a brace in the text write"
              + " {\"text\": \"{\"}",
          where);
    }
    String expected = expected(parser);
    if (isProcessing(parser.getContext())) {
      return new ClozeException(
          TemplateError.POST_PROCESSING,
          "%s: found %s for post_processing; %s",
          where,
          found(found),
          LambdaReader.EXPECTED);
    }
    boolean quotedLambda = source.whole().isPresent();
    boolean atEnd = found.getType() == Token.EOF;
    if (quotedLambda || (!atEnd && inLambda(parser.getContext(), found))) {
      return new ClozeException(
          TemplateError.POST_PROCESSING,
          "%s: found %s; expected %s; %s",
          where,
          atEnd ? "the end of the lambda" : foundInLambda(found),
          expected,
          LambdaReader.ALLOWED);
    }
    return syntax("%s: found %s; expected %s", where, found(found), expected);
  }

  @FormatMethod
  private static ClozeException syntax(@FormatString String format, Object... arguments) {
    return new ClozeException(TemplateError.SYNTAX, format, arguments);
  }

  /** Whether the parser stands where the value of {@code post_processing} begins. */
  private static boolean isProcessing(ParserRuleContext context) {
    return context instanceof PromptTemplate.ValueContext
        && context.getParent() instanceof PromptTemplate.EntryContext entry
        && Entries.isNamed(entry, Key.POST_PROCESSING);
  }

  /** Whether {@code found} stands in a lambda, or right after one and begins nothing else. */
  private static boolean inLambda(ParserRuleContext context, Token found) {
    if (context instanceof PromptTemplate.ItemContext item) {
      PromptTemplate.EntryContext last = item.entry(item.entry().size() - 1);
      boolean after = item.getChild(item.getChildCount() - 1) == last;
      return after
          && last.value() != null
          && last.value().function() != null
          && found.getType() != PromptTemplate.QUOTED;
    }
    for (RuleContext rule = context; rule != null; rule = rule.parent) {
      if (rule.getRuleIndex() == PromptTemplate.RULE_function) {
        return true;
      }
    }
    return false;
  }

  /** A token as a message shows what was found. */
  private static String found(Token token) {
    return switch (token.getType()) {
      case Token.EOF -> "the end of the template";
      case PromptTemplate.QUOTED -> Quoting.line(token.getText());
      case PromptTemplate.NAME -> token.getText() + " without quotes";
      case PromptTemplate.OTHER -> character(token.getText().codePointAt(0));
      default -> "'" + token.getText() + "'";
    };
  }

  private static String foundInLambda(Token token) {
    String found =
        token.getType() == PromptTemplate.NAME ? "'" + token.getText() + "'" : found(token);
    return found + " in a lambda";
  }

  private static String character(int c) {
    boolean visible =
        !Character.isISOControl(c)
            && !Character.isSpaceChar(c)
            && !Character.isIdentifierIgnorable(c);
    return visible ? "'" + Character.toString(c) + "'" : "the character U+%04X".formatted(c);
  }

  private static String expected(Parser parser) {
    List<String> words = new ArrayList<>();
    ParserRuleContext rule = parser.getContext();
    boolean afterComma = parser.getInputStream().LT(-1).getType() == PromptTemplate.COMMA;
    for (int token : parser.getExpectedTokens().toList()) {
      boolean secondComma = token == PromptTemplate.COMMA && afterComma;
      if (!secondComma) {
        words.add(word(token, rule.getRuleIndex()));
      }
    }
    int last = words.size() - 1;
    return last < 1
        ? words.get(0)
        : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
  }

  private static String word(int token, int rule) {
    boolean key = rule == PromptTemplate.RULE_item || rule == PromptTemplate.RULE_entry;
    return switch (token) {
      case PromptTemplate.CLOSE -> "'}'";
      case PromptTemplate.COLON -> "':'";
      case PromptTemplate.COMMA -> "','";
      case PromptTemplate.DOT -> "'.'";
      case PromptTemplate.PLUS -> "'+'";
      case PromptTemplate.LEFT -> "'('";
      case PromptTemplate.RIGHT -> "')'";
      case PromptTemplate.BEGIN -> "'['";
      case PromptTemplate.END -> "']'";
      case PromptTemplate.NONE -> "None";
      case PromptTemplate.TRUE -> "True";
      case PromptTemplate.FALSE -> "False";
      case PromptTemplate.LAMBDA -> "lambda";
      case PromptTemplate.NAME -> "a name";
      case PromptTemplate.INTEGER -> "a whole number";
      case PromptTemplate.QUOTED -> key ? "a key in quotes" : "text in quotes";
      default -> "the end";
    };
  }
}
