package dev.cloze.pretrain;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.io.MoreFiles;
import dev.cloze.base.Default;
import dev.cloze.base.Options;
import dev.cloze.base.Shorthand;
import dev.cloze.base.Yaml;
import dev.cloze.tensor.Machine;
import dev.cloze.tokenize.MaskingOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A pretraining as a YAML file says it; {@code docs/pretrain.md} shows every key.
 *
 * @param corpus the text
 * @param model what is trained
 * @param tokenizer how text becomes tokens; the model's own where it has one
 * @param masking how tokens are hidden
 * @param training the steps
 * @param watch when it is measured, saved and stopped
 * @param dtype what the layers compute in: {@code auto}, {@code bf16} or {@code f32}
 * @param device where they compute: {@code auto}, {@code cpu} or {@code cuda}
 * @param storage what the finished weights are stored in
 * @param seed the seed of all that is left to chance
 * @param threads how many threads an operation may use; as many as the engine chooses where absent
 * @param out the folder for the results, {@code pretrained/NAME} where absent
 */
public record PretrainFile(
    Corpus corpus,
    Start model,
    @Default("{}") TokenizerChoice tokenizer,
    MaskingOptions masking,
    PretrainOptions training,
    WatchOptions watch,
    @Default("auto") String dtype,
    @Default("auto") String device,
    @Default("f16") Storage storage,
    @Default("42") long seed,
    Optional<Integer> threads,
    Optional<Path> out) {

  /** Checks what no part can check alone. */
  public PretrainFile {
    checkArgument(
        corpus.heldOut() < 1,
        "corpus.held_out is %s, which leaves nothing to train on",
        corpus.heldOut());
    checkArgument(
        model.path().isPresent() || tokenizer.isChosen(),
        "tokenizer is missing, which a fresh model needs; give tokenizer.vocabulary or"
            + " tokenizer.path");
    checkArgument(
        model.path().isEmpty() || !tokenizer.isChosen(),
        "tokenizer stands beside model.path; a trained model keeps its own");
    checkArgument(
        model.shape().isEmpty() || model.shape().get().positions() >= training.length(),
        "training.length is %s, and the model takes %s tokens",
        training.length(),
        model.shape().map(ModelDimensions::positions).orElse(0));
    threads.ifPresent(Machine::requireThreads);
  }

  /** A format for finished weights. */
  public enum Storage {
    /** Half precision. */
    F16,
    /** Brain floating point. */
    BF16,
    /** Single precision. */
    F32
  }

  /** What a fresh model begins with. */
  public enum Initialization {
    /** Words by what stands beside them in the corpus, and a first layer that sees neighbours. */
    INFORMED,
    /** Drawn numbers, as BERT began. */
    RANDOM
  }

  /**
   * What is trained.
   *
   * @param path a folder in Hugging Face layout to go on from
   * @param shape the sizes of a fresh model
   * @param initialization the weights that a fresh model begins with
   */
  @Shorthand("path")
  public record Start(
      Optional<Path> path,
      Optional<ModelDimensions> shape,
      @Default("informed") Initialization initialization) {
    /** Checks that there is one. */
    public Start {
      checkArgument(
          path.isPresent() != shape.isPresent(),
          "path and shape: one of the two belongs there, found %s",
          path.isPresent() ? "both" : "neither");
    }
  }

  /**
   * How text becomes tokens.
   *
   * @param vocabulary the size of a vocabulary to learn from the corpus
   * @param alphabet how many different characters it has pieces for
   * @param path a folder with a tokenizer
   */
  public record TokenizerChoice(
      Optional<Integer> vocabulary, @Default("1000") int alphabet, Optional<Path> path) {
    /** Checks that there is no more than one. */
    public TokenizerChoice {
      checkArgument(
          vocabulary.isEmpty() || path.isEmpty(),
          "vocabulary and path: one of the two belongs there, found both");
      checkArgument(alphabet > 0, "alphabet must be above 0, was %s", alphabet);
    }

    boolean isChosen() {
      return vocabulary.isPresent() || path.isPresent();
    }
  }

  /**
   * Reads a file.
   *
   * @param overrides {@code key=value} settings that are laid over the file's
   * @throws dev.cloze.base.ClozeException with a code of {@link dev.cloze.base.BaseError}
   */
  public static PretrainFile read(Path file, List<String> overrides) {
    PretrainFile read = Options.bind(Yaml.read(file, overrides), PretrainFile.class);
    Path usual = Path.of("pretrained", MoreFiles.getNameWithoutExtension(file));
    return read.out().isPresent() ? read : read.withOut(usual);
  }

  /** The same pretraining with another folder for its results. */
  public PretrainFile withOut(Path folder) {
    return new PretrainFile(
        corpus,
        model,
        tokenizer,
        masking,
        training,
        watch,
        dtype,
        device,
        storage,
        seed,
        threads,
        Optional.of(folder));
  }
}
