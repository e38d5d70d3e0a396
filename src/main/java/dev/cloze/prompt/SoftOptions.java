package dev.cloze.prompt;

import dev.cloze.base.Default;
import dev.cloze.base.Shorthand;

/**
 * How the rows of soft tokens are trained; a settings file may give {@code encoder} alone.
 *
 * @param encoder what computes the rows from trained numbers while they train
 * @param start what the numbers start from
 */
@Shorthand("encoder")
public record SoftOptions(@Default("none") Encoder encoder, @Default("words") Start start) {
  /** What stands between the numbers that train and the rows that the model reads. */
  public enum Encoder {
    /** Nothing: the rows themselves train. */
    NONE,
    /**
     * An LSTM of two layers that reads the rows both ways, then two linear maps with a ReLU between
     * them (P-tuning, Liu et al. 2021, section 3.2).
     */
    LSTM,
    /** Two linear maps with a ReLU between them (PTR, Han et al. 2021, by OpenPrompt's account). */
    MLP
  }

  /** What rows start from. */
  public enum Start {
    /** A row that has initial words from their embeddings, another from chance. */
    WORDS,
    /** Each row from chance, whatever words the template gives. */
    FRESH
  }

  /** The rows themselves train, and start from their words. */
  public static SoftOptions defaults() {
    return new SoftOptions(Encoder.NONE, Start.WORDS);
  }

  /** The same with another encoder. */
  public SoftOptions withEncoder(Encoder newEncoder) {
    return new SoftOptions(newEncoder, start);
  }
}
