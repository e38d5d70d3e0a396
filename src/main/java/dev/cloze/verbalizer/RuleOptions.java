package dev.cloze.verbalizer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;

/**
 * Labels as rules over several masks (PTR, Han et al. 2021): each mask asks a sub-prompt, such as
 * what the subject is, and a label holds where all that its rule names hold.
 *
 * <pre>{@code
 * sub_prompts:
 *   subject:  {mask: 0, values: {person: [person], company: [company, organization]}}
 *   relation: {mask: 1, values: {founded: [founded], employs: [hired, employed]}}
 * labels:
 *   founder: subject = person and relation = founded
 *   employer: subject = company|person and relation = employs
 * }</pre>
 *
 * @param subPrompts by name, which mask is read and what may be found there, with its words
 * @param labels each label's rule: {@code name = value}, or {@code value|value} for either, joined
 *     by {@code and}
 */
public record RuleOptions(
    ImmutableMap<String, SubPrompt> subPrompts, ImmutableMap<String, String> labels)
    implements VerbalizerMaker {

  /**
   * What is asked at one mask.
   *
   * @param mask which mask of the template, from 0
   * @param values what may be found there, each with its words
   */
  public record SubPrompt(int mask, ImmutableMap<String, ImmutableList<String>> values) {
    /** Checks the number, and that there is something to find. */
    public SubPrompt {
      checkArgument(mask >= 0, "mask must be 0 or more, was %s", mask);
      checkArgument(!values.isEmpty(), "values: at least one belongs there");
    }
  }

  /** Reads the rules, to find their mistakes. */
  public RuleOptions {
    checkArgument(!labels.isEmpty(), "labels: at least one rule belongs there");
    Rule.all(labels, subPrompts);
  }

  /** The rules as the words of the labels, for records of what a label means. */
  public LabelWords labelWords() {
    return LabelWords.ofSingle(labels.keySet().asList(), labels.values().asList());
  }

  /**
   * Checks that the template asks what the rules read.
   *
   * @throws ClozeException {@link VerbalizerError#OTHER_MASKS}
   */
  @Override
  public void requireMasks(int masks) {
    subPrompts.forEach(
        (name, asked) -> {
          if (asked.mask() >= masks) {
            throw new ClozeException(
                VerbalizerError.OTHER_MASKS,
                "sub-prompt '%s' reads mask %d, counted from 0; the template has %d",
                name,
                asked.mask(),
                masks);
          }
        });
    for (int mask = 0; mask < masks; mask++) {
      int number = mask;
      if (subPrompts.values().stream().noneMatch(asked -> asked.mask() == number)) {
        throw new ClozeException(
            VerbalizerError.OTHER_MASKS,
            "the template has %d masks, and no sub-prompt reads mask %d, counted from 0",
            masks,
            mask);
      }
    }
  }

  @Override
  public RuleVerbalizer make(LabelWords words, VerbalizerContext context) {
    return RuleVerbalizer.of(this, words.prefix(), context.tokenizer());
  }
}
