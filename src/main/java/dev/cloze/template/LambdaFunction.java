package dev.cloze.template;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;

/**
 * A lambda: the sum of some texts, each given in quotes or made from the example's text.
 *
 * @param terms what is put one after the other, at least one
 */
record LambdaFunction(ImmutableList<Term> terms) implements PostProcessing {
  private static final String VARIABLE = "x";

  LambdaFunction {
    checkArgument(!terms.isEmpty(), "a lambda needs a term");
  }

  @Override
  public String apply(String text) {
    return terms.stream().map(term -> term.apply(text)).collect(Collectors.joining());
  }

  @Override
  public String written() {
    return terms.stream()
        .map(Term::written)
        .collect(Collectors.joining(" + ", "lambda " + VARIABLE + ": ", ""));
  }

  /** One part of the sum. */
  sealed interface Term {
    String apply(String text);

    String written();
  }

  /** A text in quotes. */
  record Constant(String constant) implements Term {
    @Override
    public String apply(String text) {
      return constant;
    }

    @Override
    public String written() {
      return Quoting.quoted(constant);
    }
  }

  /**
   * Python's {@code "separator".join(x)} for a meta that is a list: text that is a JSON list has
   * its parts joined, other text counts as a list of one and stays.
   */
  record Join(String separator) implements Term {
    @Override
    public String apply(String text) {
      return String.join(separator, TextList.of(text));
    }

    @Override
    public String written() {
      return Quoting.quoted(separator) + ".join(" + VARIABLE + ")";
    }
  }

  /** The example's text after some steps, from left to right. */
  record Chain(ImmutableList<Step> steps) implements Term {
    @Override
    public String apply(String text) {
      String result = text;
      for (Step step : steps) {
        result = step.apply(result);
      }
      return result;
    }

    @Override
    public String written() {
      return steps.stream().map(Step::written).collect(Collectors.joining("", VARIABLE, ""));
    }
  }

  /** What is done to a text. */
  sealed interface Step {
    String apply(String text);

    String written();
  }

  /** The call of a method. */
  record Call(TextMethod method, ImmutableList<String> arguments) implements Step {
    Call {
      checkArgument(
          method.takes(arguments.size()),
          "%s takes %s, found %s",
          method.symbol(),
          method.arity(),
          TextMethod.count(arguments.size()));
    }

    @Override
    public String apply(String text) {
      return method.call(text, arguments);
    }

    @Override
    public String written() {
      return arguments.stream()
          .map(Quoting::quoted)
          .collect(Collectors.joining(", ", "." + method.symbol() + "(", ")"));
    }
  }

  /** Python's {@code text[from:to]}; null leaves an end open. */
  record Slice(Integer from, Integer to) implements Step {
    @Override
    public String apply(String text) {
      return PythonText.slice(text, from, to);
    }

    @Override
    public String written() {
      return "[" + (from == null ? "" : from) + ":" + (to == null ? "" : to) + "]";
    }
  }
}
