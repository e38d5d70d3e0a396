package dev.cloze.verbalizer;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Default;
import dev.cloze.tokenize.PretrainedTokenizer;

/**
 * How words of several tokens are scored exactly, each with as many masks as it has tokens.
 *
 * @param order in which order the masks of a word are read
 * @param perToken whether a word's score is the mean over its tokens and not their sum, so that
 *     long words are not held back by their length
 * @param mostTokens how many tokens a word may have; prompts are cut so that there is room for it
 */
public record ExactOptions(
    @Default("left_to_right") AnswerOrder order,
    @Default("false") boolean perToken,
    @Default("16") int mostTokens)
    implements VerbalizerMaker {
  /** Checks the number. */
  public ExactOptions {
    checkArgument(mostTokens > 0, "most_tokens must be above 0, was %s", mostTokens);
  }

  /** Left to right, summed, of at most 16 tokens. */
  public static ExactOptions defaults() {
    return new ExactOptions(AnswerOrder.LEFT_TO_RIGHT, false, 16);
  }

  /** The same in another order. */
  public ExactOptions withOrder(AnswerOrder newOrder) {
    return new ExactOptions(newOrder, perToken, mostTokens);
  }

  /** The same with the mean over a word's tokens, or their sum. */
  public ExactOptions withPerToken(boolean on) {
    return new ExactOptions(order, on, mostTokens);
  }

  @Override
  public ExactVerbalizer make(LabelWords words, VerbalizerContext context) {
    LabelWordTokens tokens = LabelWordTokens.of(words, context.tokenizer());
    ImmutableList<ImmutableIntArray> answers =
        tokens.entries().stream()
            .map(LabelWordTokens.Entry::ids)
            .collect(ImmutableList.toImmutableList());
    answers.forEach(this::requireShort);
    return ExactVerbalizer.of(words, answers, this, context.model().shape().kind());
  }

  @Override
  public int room(LabelWords words, PretrainedTokenizer tokenizer) {
    return LabelWordTokens.of(words, tokenizer).entries().stream()
            .mapToInt(entry -> entry.ids().length())
            .max()
            .orElseThrow()
        - 1;
  }

  void requireShort(ImmutableIntArray answer) {
    if (answer.length() > mostTokens) {
      throw new ClozeException(
          VerbalizerError.ANSWER_LENGTH,
          "label words: one has %d tokens; at most %d are scored: shorten it, or raise most_tokens",
          answer.length(),
          mostTokens);
    }
  }
}
