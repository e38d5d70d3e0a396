package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import dev.cloze.base.ClozeException;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.tokenize.PretrainedTokenizer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Whether Cloze can work on this machine: each check does a little of the real work.
 *
 * @param facts what there is to say about the machine; empty where the engine does not start
 * @param checks the outcome of each check
 */
public record Checkup(ImmutableMap<String, String> facts, ImmutableList<Check> checks) {
  private static final long LEAST_MEMORY = 2_000_000_000;

  /** A check, and why it failed where it did. */
  public record Check(String name, Optional<String> problem) {}

  /** Checks this machine. */
  public static Checkup ofThisMachine() {
    Check engine = check("the native library loads and computes", Checkup::compute);
    ImmutableMap<String, String> facts =
        engine.problem().isEmpty() ? Machine.describe() : ImmutableMap.of();
    return new Checkup(
        facts,
        ImmutableList.of(
            engine,
            check("the tokenizers load and split a text", Checkup::tokenize),
            check("there is memory for a model", Checkup::memory)));
  }

  /** Whether all checks passed. */
  public boolean passed() {
    return checks.stream().allMatch(check -> check.problem().isEmpty());
  }

  private static Check check(String name, Supplier<Optional<String>> work) {
    try {
      return new Check(name, work.get());
    } catch (ClozeException e) {
      return new Check(name, Optional.of(e.line()));
    }
  }

  private static Optional<String> compute() {
    float product =
        Scope.get(
            () ->
                Arithmetic.matmul(
                        Tensor.of(new float[] {1, 2, 3}, 1, 3),
                        Tensor.of(new float[] {4, 5, 6}, 3, 1))
                    .item());
    return product == 32 ? Optional.empty() : Optional.of("4 + 10 + 18 gave " + product);
  }

  private static Optional<String> tokenize() {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("cloze-doctor");
      Files.writeString(
          folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhello\nworld\n");
      try (PretrainedTokenizer tokenizer = PretrainedTokenizer.load(folder)) {
        int found = tokenizer.encode("hello world").length;
        return found == 2 ? Optional.empty() : Optional.of("two words gave " + found + " tokens");
      }
    } catch (IOException e) {
      return Optional.of("the folder for temporary files cannot be written to: " + e.getMessage());
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) {
    try {
      if (folder != null) {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> memory() {
    return Machine.memory() >= LEAST_MEMORY
        ? Optional.empty()
        : Optional.of(
            "%d MB; a model of BERT's size needs about 2000 to be trained"
                .formatted(Machine.memory() / 1_000_000));
  }
}
