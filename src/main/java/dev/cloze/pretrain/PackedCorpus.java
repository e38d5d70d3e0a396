package dev.cloze.pretrain;

import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A corpus as tokens in two files, the part to train on and the part held out. Documents stand one
 * behind the other with the token that ends a text between them.
 */
final class PackedCorpus implements AutoCloseable {
  private static final String TRAIN = "train.tokens";
  private static final String HELD_OUT = "held-out.tokens";

  /** How many characters the tokenizer is given at once. */
  private static final int AT_ONCE = 1 << 21;

  private final TokenFile train;
  private final TokenFile heldOut;

  private PackedCorpus(TokenFile train, TokenFile heldOut) {
    this.train = train;
    this.heldOut = heldOut;
  }

  /** The tokens to train on. */
  TokenFile train() {
    return train;
  }

  /** The tokens that are only measured on. */
  TokenFile heldOut() {
    return heldOut;
  }

  /**
   * Opens what an earlier call wrote to the folder, or reads the corpus and writes it.
   *
   * @param folder an existing folder
   * @param end the token that ends a text
   */
  static PackedCorpus of(
      Path folder, Corpus corpus, PretrainedTokenizer tokenizer, int end, Progress progress) {
    Path trainFile = folder.resolve(TRAIN);
    Path heldOutFile = folder.resolve(HELD_OUT);
    int vocabulary = tokenizer.size();
    if (!Files.exists(trainFile) || !Files.exists(heldOutFile)) {
      try (TokenFile.Writer train = new TokenFile.Writer(trainFile, vocabulary);
          TokenFile.Writer heldOut = new TokenFile.Writer(heldOutFile, vocabulary);
          Progress.Task task = progress.start("tokenizing", 0)) {
        Sink sink = new Sink(tokenizer, corpus, train, heldOut, end, task);
        corpus.read(sink::add);
        sink.flush();
        heldOut.finish();
        train.finish(); // the last: where it stands, the other does
      }
    }
    return new PackedCorpus(
        TokenFile.open(trainFile, vocabulary), TokenFile.open(heldOutFile, vocabulary));
  }

  /** Checks that both parts fill a row of so many tokens. */
  void requireRows(int length) {
    requireRow(train, "to train on", length);
    requireRow(heldOut, "held out", length);
  }

  private static void requireRow(TokenFile tokens, String part, int length) {
    if (tokens.size() < length) {
      throw new ClozeException(
          PretrainError.TOO_LITTLE_TEXT,
          "corpus: %d tokens %s, and a row takes %d; give more text, shorter rows or another"
              + " corpus.held_out",
          tokens.size(),
          part,
          length);
    }
  }

  @Override
  public void close() {
    train.close();
    heldOut.close();
  }

  /** Tokenizes many documents at once, on all cores. */
  private static final class Sink {
    private final PretrainedTokenizer tokenizer;
    private final Corpus corpus;
    private final TokenFile.Writer train;
    private final TokenFile.Writer heldOut;
    private final int end;
    private final Progress.Task task;
    private final List<String> waiting = new ArrayList<>();
    private int characters;
    private long tokens;

    Sink(
        PretrainedTokenizer tokenizer,
        Corpus corpus,
        TokenFile.Writer train,
        TokenFile.Writer heldOut,
        int end,
        Progress.Task task) {
      this.tokenizer = tokenizer;
      this.corpus = corpus;
      this.train = train;
      this.heldOut = heldOut;
      this.end = end;
      this.task = task;
    }

    void add(String document) {
      waiting.add(document);
      characters += document.length();
      if (characters >= AT_ONCE) {
        flush();
      }
    }

    void flush() {
      int[][] encoded = tokenizer.encodeAll(waiting);
      for (int i = 0; i < encoded.length; i++) {
        TokenFile.Writer part = corpus.isHeldOut(waiting.get(i)) ? heldOut : train;
        part.add(encoded[i]);
        part.add(end);
        tokens += encoded[i].length + 1;
      }
      task.note(String.format(Locale.ROOT, "%.1f M tokens", tokens / 1e6));
      task.advance(waiting.size());
      waiting.clear();
      characters = 0;
    }
  }
}
