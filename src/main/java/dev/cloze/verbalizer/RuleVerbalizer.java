package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.prompt.MaskStates;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Indexing;
import dev.cloze.tensor.Losses;
import dev.cloze.tensor.Shapes;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores labels by rules over several masks (PTR, Han et al. 2021, section 3.3): the probability of
 * a label is the product over the masks of the probability of what its rule asks for there. The
 * values of one mask compete with each other; each is as likely as the mean of its words' scores
 * says. Unlike OpenPrompt's, scores do not depend on whether the right label is known.
 */
public final class RuleVerbalizer implements CalibratedByLabel {
  private final ImmutableMap<String, Rule> rules;
  private final ImmutableMap<String, Asked> asked;
  private final LabelPrior prior;

  private RuleVerbalizer(
      ImmutableMap<String, Rule> rules, ImmutableMap<String, Asked> asked, LabelPrior prior) {
    this.rules = rules;
    this.asked = asked;
    this.prior = prior;
  }

  /** A sub-prompt in tokens. */
  private record Asked(int mask, ImmutableList<String> values, WordScores words, Shares shares) {
    static Asked of(RuleOptions.SubPrompt asked, String prefix, PretrainedTokenizer tokenizer) {
      LabelWords words = LabelWords.of(asked.values()).withPrefix(prefix);
      LabelWordTokens tokens = LabelWordTokens.of(words, tokenizer);
      return new Asked(
          asked.mask(),
          words.labels(),
          new WordScores(tokens.entries(), MultiTokenHandler.FIRST),
          Shares.of(words));
    }

    /** The log-probabilities of the values, [B,U]. */
    Tensor scores(MaskStates states) {
      Tensor all = states.logits(words.ids()); // [B·M,W]
      Tensor byMask = Shapes.reshape(all, states.batch(), states.masks(), -1); // [B,M,W]
      Tensor own = // [B,W]
          Shapes.reshape(Shapes.narrow(byMask, 1, mask, 1), states.batch(), -1);
      return Losses.logSoftmax(Arithmetic.matmul(words.of(own), shares.matrix())); // [B,U]
    }
  }

  /**
   * The rules in tokens.
   *
   * @param prefix what goes before a word when it is tokenized
   */
  static RuleVerbalizer of(RuleOptions options, String prefix, PretrainedTokenizer tokenizer) {
    ImmutableMap.Builder<String, Asked> asked = ImmutableMap.builder();
    options.subPrompts().forEach((name, one) -> asked.put(name, Asked.of(one, prefix, tokenizer)));
    return new RuleVerbalizer(
        Rule.all(options.labels(), options.subPrompts()), asked.buildOrThrow(), LabelPrior.NONE);
  }

  @Override
  public ImmutableList<String> labels() {
    return rules.keySet().asList();
  }

  @Override
  public LabelPrior prior() {
    return prior;
  }

  @Override
  public Tensor evidence(MaskStates states) {
    Map<String, Tensor> scores = new HashMap<>();
    asked.forEach((name, one) -> scores.put(name, one.scores(states)));
    List<Tensor> columns = new ArrayList<>();
    rules.values().forEach(rule -> columns.add(holds(rule, scores)));
    return Losses.logSoftmax(Shapes.join(columns, 1)); // [B,L]
  }

  /** How likely all is found that a rule asks for, as a logarithm: [B,1]. */
  private Tensor holds(Rule rule, Map<String, Tensor> scores) {
    List<Tensor> terms = new ArrayList<>();
    rule.values()
        .asMap()
        .forEach(
            (name, values) -> {
              long[] columns =
                  values.stream()
                      .mapToLong(value -> asked.get(name).values().indexOf(value))
                      .toArray();
              Tensor either = // [B,U']
                  Indexing.select(scores.get(name), 1, Tensor.of(columns, columns.length));
              terms.add(Shapes.reshape(Losses.logSumExp(either, -1), -1, 1));
            });
    return terms.stream().reduce(Arithmetic::add).orElseThrow();
  }

  @Override
  public RuleVerbalizer calibrated(Calibration calibration) {
    return new RuleVerbalizer(rules, asked, LabelPrior.of(labels(), calibration));
  }
}
