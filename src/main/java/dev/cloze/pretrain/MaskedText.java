package dev.cloze.pretrain;

import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.plm.LanguageModel;
import dev.cloze.plm.ModelShape;
import dev.cloze.template.SpecialToken;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * Rows of running text with some tokens hidden, to ask a masked model for: the same rows and the
 * same tokens each time. With the corpus, seed, length, masking and number of rows of a pretraining
 * they are those that it measures on.
 */
public final class MaskedText {
  private final int[][] rows;
  private final Objective objective;
  private final Seeds seeds;

  private MaskedText(int[][] rows, Objective objective, Seeds seeds) {
    this.rows = rows;
    this.objective = objective;
    this.seeds = seeds;
  }

  /**
   * Takes the first rows of what the corpus holds out, and reads no further.
   *
   * @param tokenizer the model's own; needed for this call alone
   * @param shape of the model that will be asked
   * @throws ClozeException {@link PretrainError#UNFIT_MODEL} where the model is not masked, or too
   *     small for tokens or rows; {@link PretrainError#TOO_LITTLE_TEXT}, {@link
   *     PretrainError#NO_SPECIAL_TOKEN}; what {@link Corpus#read} throws
   */
  public static MaskedText of(
      Corpus corpus, MaskedTextOptions options, PretrainedTokenizer tokenizer, ModelShape shape) {
    requireFit(options, tokenizer, shape);
    Objective objective = new WholeWordMasking(tokenizer, options.masking());
    MaskedText text =
        new MaskedText(rows(corpus, options, tokenizer), objective, Seeds.of(options.seed()));
    if (text.heldOut(NumberFormat.F32).targets(objective) == 0) {
      throw new ClozeException(
          PretrainError.TOO_LITTLE_TEXT,
          "%s: no token of its rows can be hidden, each is unknown or part of too long a word; text"
              + " in the model's language belongs there",
          corpus.files().get(0));
    }
    return text;
  }

  private static void requireFit(
      MaskedTextOptions options, PretrainedTokenizer tokenizer, ModelShape shape) {
    if (!WholeWordMasking.fits(shape, tokenizer, options.length())) {
      throw new ClozeException(
          PretrainError.UNFIT_MODEL,
          "%s is a %s model with %d tokens and %d positions; to be asked for hidden tokens it must"
              + " be a masked one with the tokenizer's %d tokens and a row's %d positions",
          shape.modelType(),
          shape.kind().name().toLowerCase(Locale.ROOT),
          shape.vocabulary(),
          shape.positions(),
          tokenizer.size(),
          options.length());
    }
  }

  private static int[][] rows(
      Corpus corpus, MaskedTextOptions options, PretrainedTokenizer tokenizer) {
    int inner = options.length() - 2;
    int begin = WholeWordMasking.required(tokenizer, SpecialToken.CLS);
    int end = WholeWordMasking.required(tokenizer, SpecialToken.SEP);
    long wanted = (long) options.rows() * inner;
    ImmutableIntArray.Builder read = ImmutableIntArray.builder();
    long[] count = new long[1];
    corpus.readWhile(
        Progress.SILENT,
        "reading",
        document -> {
          if (corpus.isHeldOut(document)) {
            int[] tokens = tokenizer.encode(document);
            read.addAll(tokens).add(end);
            count[0] += tokens.length + 1;
          }
          return count[0] < wanted;
        });
    int[] tokens = read.build().toArray();
    if (tokens.length < options.length()) {
      throw new ClozeException(
          PretrainError.TOO_LITTLE_TEXT,
          "%s: %d tokens to hide some of, and a row takes %d; give more text or shorter rows",
          corpus.files().get(0),
          tokens.length,
          options.length());
    }
    int[][] rows = new int[Math.min(options.rows(), tokens.length / inner)][];
    Arrays.setAll(
        rows, i -> Packing.row(begin, Arrays.copyOfRange(tokens, i * inner, (i + 1) * inner), end));
    return rows;
  }

  /** How many rows there are. */
  public int rows() {
    return rows.length;
  }

  /**
   * How well a model names the hidden tokens.
   *
   * @param format what its layers compute in
   */
  public Objective.Score score(LanguageModel model, NumberFormat format) {
    return heldOut(format).score(model, objective);
  }

  private HeldOut heldOut(NumberFormat format) {
    return new HeldOut(rows, format, seeds);
  }
}
