package dev.cloze.template;

import com.google.common.primitives.Ints;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import dev.cloze.template.grammar.PromptTemplate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** The keys and values of one item, each value checked when it is asked for. */
final class Entries {
  /** The key of another dialect for what is called {@code duplicate} here. */
  private static final String LENGTH = "length";

  private final Source source;
  private final Token start;
  private final Map<Key, PromptTemplate.EntryContext> entries = new LinkedHashMap<>();

  private Entries(Source source, Token start) {
    this.source = source;
    this.start = start;
  }

  static Entries of(Source source, PromptTemplate.ItemContext item) {
    Entries entries = new Entries(source, item.getStart());
    boolean afterComma = false;
    for (ParseTree child : item.children) {
      if (child instanceof PromptTemplate.EntryContext entry) {
        entries.add(entry);
      }
      boolean comma =
          child instanceof TerminalNode node && node.getSymbol().getType() == PromptTemplate.COMMA;
      if (comma && afterComma) {
        throw new ClozeException(
            TemplateError.SYNTAX,
            "%s: found ','; expected '}' or a key in quotes",
            source.at(((TerminalNode) child).getSymbol()));
      }
      afterComma = comma;
    }
    return entries;
  }

  private void add(PromptTemplate.EntryContext entry) {
    String symbol = new Escapes(source).read(entry.QUOTED().getSymbol());
    Key key =
        Key.of(symbol)
            .orElseThrow(
                () ->
                    new ClozeException(
                        TemplateError.UNKNOWN_KEY,
                        "%s: found the key %s; %s",
                        source.at(entry.getStart()),
                        Quoting.shortened(symbol),
                        hint(symbol)));
    if (entries.putIfAbsent(key, entry) != null) {
      throw new ClozeException(
          TemplateError.CONTENT,
          "%s: found %s a second time in one item; write each key once",
          source.at(entry.getStart()),
          key.symbol());
    }
  }

  static boolean isNamed(PromptTemplate.EntryContext entry, Key key) {
    String quoted = entry.QUOTED().getText();
    return quoted.substring(1, quoted.length() - 1).equals(key.symbol());
  }

  private static String hint(String symbol) {
    String hint = Nearest.hint(symbol, Key.symbols());
    return symbol.equals(LENGTH)
        ? "did you mean '%s'? ".formatted(Key.DUPLICATE.symbol())
            + hint.substring(hint.indexOf("known: "))
        : hint;
  }

  /** Where the item begins. */
  Token start() {
    return start;
  }

  /** The keys in the order they were written. */
  Set<Key> keys() {
    return Collections.unmodifiableSet(entries.keySet());
  }

  /** The value of a key, empty where the key is not there. */
  Optional<PromptTemplate.ValueContext> value(Key key) {
    PromptTemplate.EntryContext entry = entries.get(key);
    if (entry != null && entry.value() == null) {
      throw error(
          key, TemplateError.VALUE, "found %s without a value; %s", key.symbol(), need(key));
    }
    return Optional.ofNullable(entry).map(PromptTemplate.EntryContext::value);
  }

  /** A value that has to be there and to be text. */
  String text(Key key) {
    PromptTemplate.ValueContext value = value(key).orElseThrow();
    if (value.QUOTED() == null) {
      throw wrong(key, value);
    }
    return new Escapes(source).read(value.QUOTED().getSymbol());
  }

  /** A value that is text where it is there. */
  Optional<String> optionalText(Key key) {
    return value(key).map(ignored -> text(key));
  }

  /** Checks that a key stands alone or with None. */
  void none(Key key) {
    PromptTemplate.ValueContext value = entries.get(key).value();
    if (value != null && value.NONE() == null) {
      throw wrong(key, value);
    }
  }

  /** The words of {@code soft}, the empty string where it stands alone or with None. */
  Optional<String> words() {
    PromptTemplate.EntryContext entry = entries.get(Key.SOFT);
    if (entry == null) {
      return Optional.empty();
    }
    boolean none = entry.value() == null || entry.value().NONE() != null;
    return Optional.of(none ? "" : text(Key.SOFT));
  }

  /** A value that is True or False. */
  Optional<Boolean> flag(Key key) {
    return value(key)
        .map(
            value -> {
              if (value.TRUE() == null && value.FALSE() == null) {
                throw wrong(key, value);
              }
              return value.TRUE() != null;
            });
  }

  /** A value that is a whole number from 1 to {@code most}. */
  Optional<Integer> number(Key key, int most) {
    return value(key)
        .map(
            value -> {
              Integer number = value.INTEGER() == null ? null : Ints.tryParse(value.getText());
              if (number == null || number < 1 || number > most) {
                throw wrong(key, value, "expected a whole number from 1 to " + most);
              }
              return number;
            });
  }

  /** What {@code add_prefix_space} says: text, or True and False for a space and nothing. */
  Optional<String> prefix() {
    Key key = Key.ADD_PREFIX_SPACE;
    boolean text = value(key).filter(value -> value.QUOTED() != null).isPresent();
    return text ? Optional.of(text(key)) : flag(key).map(space -> space ? " " : "");
  }

  private ClozeException wrong(Key key, PromptTemplate.ValueContext value) {
    return wrong(key, value, need(key));
  }

  private ClozeException wrong(Key key, PromptTemplate.ValueContext value, String need) {
    String found = value.function() != null ? "a lambda" : Quoting.line(value.getText());
    return error(
        value.getStart(),
        TemplateError.VALUE,
        "found %s for %s; %s".formatted(found, key.symbol(), need));
  }

  private static String need(Key key) {
    return switch (key) {
      case PLACEHOLDER -> "expected the name of a field in quotes, such as \"text_a\"";
      case META -> "expected a name in quotes";
      case SOFT -> "expected initial words in quotes, or None";
      case MASK -> "a mask has no value: write {\"mask\"}";
      case SPECIAL -> "expected one of " + String.join(", ", SpecialToken.symbols());
      case TEXT -> "expected text in quotes";
      case DEMONSTRATIONS -> "it has no value: write {\"demonstrations\"}";
      case ENTITY -> "expected the name of a field or a meta in quotes, such as \"head\"";
      case OF -> "expected the name of a field in quotes, such as \"text_a\"";
      case SOFT_KEY -> "expected words in quotes";
      case BEFORE, AFTER, JOIN, BETWEEN -> "expected text in quotes";
      case NUMBERED -> "expected text in quotes with one A, a or 1 in it, such as \"A) \"";
      case SOFT_ID, DUPLICATE, KEY_LENGTH, LONGEST -> "expected a whole number from 1";
      case SAME, SHORTENABLE, FRONT, OPTIONAL -> "expected True or False";
      case ADD_PREFIX_SPACE -> "expected \" \" or \"\"";
      case POST_PROCESSING -> LambdaReader.EXPECTED;
    };
  }

  /** A mistake in the item as a whole. */
  @FormatMethod
  ClozeException error(TemplateError code, @FormatString String format, Object... arguments) {
    return error(start, code, String.format(Locale.ROOT, format, arguments));
  }

  /** A mistake in the entry of {@code key}. */
  @FormatMethod
  ClozeException error(
      Key key, TemplateError code, @FormatString String format, Object... arguments) {
    Token token = entries.get(key).getStart();
    return error(token, code, String.format(Locale.ROOT, format, arguments));
  }

  private ClozeException error(Token token, TemplateError code, String message) {
    return new ClozeException(code, "%s: %s", source.at(token), message);
  }
}
