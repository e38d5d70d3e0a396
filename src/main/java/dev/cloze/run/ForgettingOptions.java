package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Default;
import dev.cloze.base.Shorthand;
import dev.cloze.pretrain.Corpus;
import dev.cloze.pretrain.MaskedTextOptions;
import dev.cloze.tokenize.MaskingOptions;
import java.nio.file.Path;

/**
 * On which running text a run measures what tuning made the model forget.
 *
 * @param corpus the text
 * @param rows how many rows are measured on, from the first; fewer where the text is shorter
 * @param length tokens of a row, the special ones at its ends counted
 * @param share the share of a row's tokens that are hidden
 * @param seed draws which; the same for all seeds of the run
 */
@Shorthand("corpus")
public record ForgettingOptions(
    Text corpus,
    @Default("128") int rows,
    @Default("64") int length,
    @Default("0.15") double share,
    @Default("42") long seed) {
  /** Checks what {@link MaskedTextOptions} checks. */
  public ForgettingOptions {
    questions(rows, length, share, seed);
  }

  /**
   * The text.
   *
   * @param files text files in UTF-8, plain or gzipped
   * @param heldOut the share of the documents that is measured on, chosen as pretraining holds them
   *     out; all of them unless it is given
   * @param minCharacters documents of fewer characters are left out
   */
  @Shorthand("files")
  public record Text(
      ImmutableList<Path> files, @Default("1.0") double heldOut, @Default("0") int minCharacters) {
    /** Checks what {@link Corpus} checks. */
    public Text {
      corpus(files, heldOut, minCharacters);
    }

    Corpus corpus() {
      return corpus(files, heldOut, minCharacters);
    }

    private static Corpus corpus(ImmutableList<Path> files, double heldOut, int minCharacters) {
      return new Corpus(files, heldOut, minCharacters);
    }
  }

  /** What is asked of the model. */
  MaskedTextOptions questions() {
    return questions(rows, length, share, seed);
  }

  private static MaskedTextOptions questions(int rows, int length, double share, long seed) {
    MaskingOptions usual = MaskingOptions.defaults();
    return new MaskedTextOptions(
        rows, length, new MaskingOptions(share, usual.masked(), usual.random()), seed);
  }
}
