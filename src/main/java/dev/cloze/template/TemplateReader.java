package dev.cloze.template;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import dev.cloze.template.grammar.PromptTemplate;
import dev.cloze.template.grammar.PromptTemplateLexer;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes a template out of text, by way of the grammar. */
final class TemplateReader {
  private static final CharMatcher SPACE = CharMatcher.is(' ');

  private final Source source;
  private final SoftTable softs;
  private final ItemReader items;

  private TemplateReader(Source source) {
    this.source = source;
    this.softs = new SoftTable(source);
    this.items = new ItemReader(source, softs);
  }

  static Template read(Source source) {
    source.check();
    TemplateReader reader = new TemplateReader(source);
    ImmutableList<Piece> pieces = reader.pieces(parser(source).template());
    return new Template(source.text(), pieces, reader.softs.groups());
  }

  private ImmutableList<Piece> pieces(PromptTemplate.TemplateContext template) {
    ImmutableList.Builder<Piece> pieces = ImmutableList.builder();
    boolean afterSpace = false;
    int position = 0;
    for (ParseTree child : template.children) {
      String prefix = afterSpace ? " " : "";
      if (child instanceof PromptTemplate.ItemContext item) {
        pieces.add(items.read(item, prefix, position));
        position++;
        afterSpace = false;
      } else {
        Token token = ((TerminalNode) child).getSymbol();
        if (token.getType() == PromptTemplate.LITERAL) {
          OldTags.refuse(source, token.getText(), source.index(token));
          String literal = SPACE.trimTrailingFrom(token.getText());
          pieces.add(new Piece.Text(literal, Frame.of(prefix)));
          position++;
        }
        afterSpace = token.getText().endsWith(" ");
      }
    }
    return items.checked(pieces.build());
  }

  /** A lambda that stood in quotes. */
  static PromptTemplate.FunctionContext function(Source source) {
    PromptTemplateLexer lexer = lexer(source);
    lexer.pushMode(PromptTemplateLexer.ITEM);
    return parser(source, lexer).only().function();
  }

  private static PromptTemplate parser(Source source) {
    return parser(source, lexer(source));
  }

  private static PromptTemplateLexer lexer(Source source) {
    PromptTemplateLexer lexer = new PromptTemplateLexer(CharStreams.fromString(source.text()));
    lexer.removeErrorListeners();
    return lexer;
  }

  private static PromptTemplate parser(Source source, PromptTemplateLexer lexer) {
    PromptTemplate parser = new PromptTemplate(new CommonTokenStream(lexer));
    parser.removeErrorListeners();
    parser.addErrorListener(new SyntaxErrors(source));
    return parser;
  }
}
