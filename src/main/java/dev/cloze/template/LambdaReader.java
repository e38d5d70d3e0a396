package dev.cloze.template;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import com.google.errorprone.annotations.FormatMethod;
import com.google.errorprone.annotations.FormatString;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import dev.cloze.template.grammar.PromptTemplate;
import java.util.Locale;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Makes a text function out of the value of {@code post_processing}. */
final class LambdaReader {
  static final String ALLOWED =
      "a lambda may use its text, text in quotes, +, slices such as x[:-1] and the methods "
          + String.join(", ", TextMethod.symbols())
          + ", or \", \".join(x)";

  static final String EXPECTED =
      "expected a lambda, or in quotes one of " + String.join(", ", TextFunction.symbols());

  private static final String LAMBDA = "lambda";

  private final Source source;

  LambdaReader(Source source) {
    this.source = source;
  }

  PostProcessing read(PromptTemplate.ValueContext value) {
    if (value.function() != null) {
      return function(value.function());
    }
    if (value.QUOTED() == null) {
      throw error(
          value.getStart(),
          "found %s for post_processing; %s",
          Quoting.line(value.getText()),
          EXPECTED);
    }
    Token token = value.QUOTED().getSymbol();
    String text = new Escapes(source).read(token);
    if (PythonText.stripStart(text, null).startsWith(LAMBDA)) {
      Source inner = source.within(token, text);
      return new LambdaReader(inner).function(TemplateReader.function(inner));
    }
    return TextFunction.of(text)
        .orElseThrow(
            () ->
                error(
                    token,
                    "found the text function %s; %s; or write a lambda",
                    Quoting.shortened(text),
                    Nearest.hint(text, TextFunction.symbols())));
  }

  private LambdaFunction function(PromptTemplate.FunctionContext function) {
    String variable = function.NAME().getText();
    return new LambdaFunction(
        function.sum().term().stream()
            .map(term -> term(term, variable))
            .collect(ImmutableList.toImmutableList()));
  }

  private LambdaFunction.Term term(PromptTemplate.TermContext term, String variable) {
    if (term.QUOTED() != null) {
      String text = new Escapes(source).read(term.QUOTED().getSymbol());
      return term.join() == null ? new LambdaFunction.Constant(text) : join(text, term, variable);
    }
    checkVariable(term.NAME(), variable);
    return new LambdaFunction.Chain(
        term.step().stream().map(this::step).collect(ImmutableList.toImmutableList()));
  }

  private LambdaFunction.Join join(
      String separator, PromptTemplate.TermContext term, String variable) {
    Token method = term.join().NAME(0).getSymbol();
    if (!method.getText().equals("join")) {
      throw error(
          method,
          "found the method %s of text in quotes; expected join, as in \", \".join(%s)",
          method.getText(),
          variable);
    }
    checkVariable(term.join().NAME(1), variable);
    return new LambdaFunction.Join(separator);
  }

  private void checkVariable(TerminalNode name, String variable) {
    if (!name.getText().equals(variable)) {
      throw error(
          name.getSymbol(),
          "found the name %s in a lambda; expected %s; %s",
          name.getText(),
          variable,
          ALLOWED);
    }
  }

  private LambdaFunction.Step step(PromptTemplate.StepContext step) {
    return step.NAME() == null ? slice(step) : call(step);
  }

  private LambdaFunction.Call call(PromptTemplate.StepContext step) {
    Token name = step.NAME().getSymbol();
    TextMethod method =
        TextMethod.of(name.getText())
            .orElseThrow(
                () ->
                    error(
                        name,
                        "found the method %s in a lambda; %s",
                        name.getText(),
                        Nearest.hint(name.getText(), TextMethod.symbols())));
    if (!method.takes(step.argument().size())) {
      throw error(
          name,
          "found the method %s with %s; it takes %s",
          method.symbol(),
          TextMethod.count(step.argument().size()),
          method.arity());
    }
    return new LambdaFunction.Call(
        method,
        step.argument().stream().map(this::argument).collect(ImmutableList.toImmutableList()));
  }

  private String argument(PromptTemplate.ArgumentContext argument) {
    if (argument.QUOTED() != null) {
      return new Escapes(source).read(argument.QUOTED().getSymbol());
    }
    if (!argument.getText().equals("string.punctuation")) {
      throw error(
          argument.getStart(),
          "found %s in a lambda; expected text in quotes or string.punctuation",
          argument.getText());
    }
    return PythonText.PUNCTUATION;
  }

  /** The bounds stand before and after the colon, so their order tells which is which. */
  private LambdaFunction.Slice slice(PromptTemplate.StepContext step) {
    Integer from = null;
    Integer to = null;
    boolean afterColon = false;
    for (ParseTree child : step.children) {
      Token token = ((TerminalNode) child).getSymbol();
      if (token.getType() == PromptTemplate.COLON) {
        afterColon = true;
      } else if (token.getType() == PromptTemplate.INTEGER && afterColon) {
        to = bound(token);
      } else if (token.getType() == PromptTemplate.INTEGER) {
        from = bound(token);
      }
    }
    return new LambdaFunction.Slice(from, to);
  }

  private Integer bound(Token token) {
    Integer bound = Ints.tryParse(token.getText());
    if (bound == null) {
      throw error(
          token,
          "found the slice bound %s; expected a whole number of at most 9 digits",
          Quoting.shortened(token.getText()));
    }
    return bound;
  }

  @FormatMethod
  private ClozeException error(Token token, @FormatString String format, Object... arguments) {
    return new ClozeException(
        TemplateError.POST_PROCESSING,
        "%s: %s",
        source.at(token),
        String.format(Locale.ROOT, format, arguments));
  }
}
