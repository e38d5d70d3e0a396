package dev.cloze.pretrain;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Default;
import dev.cloze.data.Example;
import dev.cloze.template.Piece;
import dev.cloze.template.Template;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a prompt is pretrained to answer.
 *
 * @param task where examples and their labels come from
 * @param template what stands around them, with the soft tokens that are trained
 * @param words label words, in the order of the labels' numbers
 * @param examples how many are trained on, the same number of each label
 * @param heldOut how many others are measured on, the same number of each label
 * @param confidence the least probability that a pseudo label must have
 * @param annotator the folder of a run that gives the pseudo labels; the frozen model itself where
 *     absent
 */
public record PromptTask(
    Kind task,
    String template,
    ImmutableMap<String, ImmutableList<String>> words,
    @Default("2000") int examples,
    @Default("200") int heldOut,
    @Default("0") double confidence,
    Optional<Path> annotator) {
  private static final ImmutableSet<String> PAIRS =
      ImmutableSet.of(SentencePairs.NEXT, SentencePairs.SAME, SentencePairs.OTHER);
  private static final ImmutableSet<String> TWO_PAIRS =
      ImmutableSet.of(SentencePairs.NEXT, SentencePairs.OTHER);

  /** Where examples and their labels come from. */
  public enum Kind {
    /** Pairs of sentences, for tasks of two texts: how near they stand is their label. */
    NEXT_SENTENCE,
    /** Sentences, for tasks of one text: a model gives them their labels. */
    PSEUDO_LABELS
  }

  /**
   * Checks the template and what goes with the task.
   *
   * @throws ClozeException {@link PretrainError#NO_SOFT_TOKENS}; with a code of the template's
   */
  public PromptTask {
    Template parsed = Template.parse(template);
    if (parsed.softGroups().isEmpty()) {
      throw new ClozeException(
          PretrainError.NO_SOFT_TOKENS,
          "prompt.template: it has no soft tokens, which are what is trained; put"
              + " {\"soft\": null, \"duplicate\": 20} in front of it");
    }
    checkArgument(
        parsed.masks() == 1, "template has %s masks; label words take one", parsed.masks());
    boolean pairs = task == Kind.NEXT_SENTENCE;
    requireField(parsed, Example.TEXT_A);
    if (pairs) {
      requireField(parsed, Example.TEXT_B);
    }
    checkArgument(
        !pairs || words.keySet().equals(PAIRS) || words.keySet().equals(TWO_PAIRS),
        "words are for %s; task next_sentence has next, same, other, or next, other",
        String.join(", ", words.keySet()));
    checkArgument(words.size() > 1, "words has %s labels; two or more belong there", words.size());
    checkArgument(
        examples >= words.size(), "examples must be one a label or more, was %s", examples);
    checkArgument(heldOut >= words.size(), "heldOut must be one a label or more, was %s", heldOut);
    checkArgument(
        confidence >= 0 && confidence < 1, "confidence must be from 0 up to 1, was %s", confidence);
    checkArgument(
        !pairs || (confidence == 0 && annotator.isEmpty()),
        "%s goes with task pseudo_labels; pairs of sentences tell their labels themselves",
        annotator.isPresent() ? "annotator" : "confidence");
  }

  private static void requireField(Template template, String field) {
    checkArgument(
        template.pieces().stream()
            .anyMatch(
                piece -> piece instanceof Piece.Placeholder text && text.field().equals(field)),
        "template lacks {\"placeholder\": \"%s\"}, where the examples have a text",
        field);
  }

  /** The names of the labels, in the order of their numbers. */
  ImmutableList<String> labels() {
    return words.keySet().asList();
  }

  LabelWords labelWords() {
    return LabelWords.of(words);
  }

  /** How many examples of each label are trained on. */
  int examplesEach() {
    return examples / words.size();
  }

  /** How many examples of each label are measured on. */
  int heldOutEach() {
    return heldOut / words.size();
  }
}
