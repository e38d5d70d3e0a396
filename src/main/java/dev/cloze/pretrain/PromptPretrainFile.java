package dev.cloze.pretrain;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Default;
import dev.cloze.base.Options;
import dev.cloze.base.Shorthand;
import dev.cloze.base.Yaml;
import dev.cloze.hub.DefaultModel;
import dev.cloze.task.PromptParts;
import dev.cloze.template.Template;
import dev.cloze.tensor.Machine;
import dev.cloze.tokenize.PromptTokenizerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The pretraining of a prompt as a YAML file says it (Gu et al. 2022); {@code docs/pretrain.md}
 * shows every key. It differs from a {@link PretrainFile} by the key {@code prompt}.
 *
 * @param model the frozen language model
 * @param corpus the text
 * @param prompt what the prompt learns to answer
 * @param tokens how long prompts may be
 * @param training how the soft rows are trained
 * @param dtype what the layers compute in: {@code auto}, {@code bf16} or {@code f32}
 * @param device where they compute: {@code auto}, {@code cpu} or {@code cuda}
 * @param seed the seed of all that is left to chance
 * @param threads how many threads an operation may use; as many as the engine chooses where absent
 * @param out the folder for the results, {@code pretrained/NAME} where absent
 */
public record PromptPretrainFile(
    @Default("{}") Frozen model,
    Texts corpus,
    PromptTask prompt,
    PromptTokenizerOptions tokens,
    PromptTrainingOptions training,
    @Default("auto") String dtype,
    @Default("auto") String device,
    @Default("42") long seed,
    Optional<Integer> threads,
    Optional<Path> out) {
  private static final String KEY = "prompt";

  /** Checks the number of threads. */
  public PromptPretrainFile {
    threads.ifPresent(Machine::requireThreads);
  }

  /**
   * The language model.
   *
   * @param path a folder in Hugging Face layout; where absent, the {@link DefaultModel}
   * @param shape what a fresh model would have, which is refused
   */
  @Shorthand("path")
  public record Frozen(Optional<Path> path, Optional<ModelDimensions> shape) {
    /**
     * Refuses a fresh model.
     *
     * @throws ClozeException {@link PretrainError#NO_TRAINED_MODEL}
     */
    public Frozen {
      if (shape.isPresent()) {
        throw new ClozeException(
            PretrainError.NO_TRAINED_MODEL,
            "model.shape: it stands beside prompt, and a fresh model has learned nothing that a"
                + " prompt could ask for; model.path belongs there");
      }
    }

    /** The folder of the model. */
    public Path folder() {
      return path.orElseGet(DefaultModel::folder);
    }
  }

  /**
   * The text that examples are drawn from.
   *
   * @param files text files in UTF-8, plain or gzipped
   * @param minCharacters documents of fewer characters are left out
   */
  @Shorthand("files")
  public record Texts(ImmutableList<Path> files, @Default("0") int minCharacters) {
    /** Checks that there are files. */
    public Texts {
      checkArgument(!files.isEmpty(), "files is empty; the path of a text file belongs there");
      checkArgument(minCharacters >= 0, "minCharacters must be 0 or more, was %s", minCharacters);
    }

    Corpus documents() {
      return Corpus.of(files, minCharacters);
    }
  }

  /**
   * Reads a file.
   *
   * @param overrides {@code key=value} settings that are laid over the file's
   * @throws ClozeException with a code of {@link dev.cloze.base.BaseError} or {@link PretrainError}
   */
  public static PromptPretrainFile read(Path file, List<String> overrides) {
    PromptPretrainFile read = Options.bind(Yaml.read(file, overrides), PromptPretrainFile.class);
    Path usual = Path.of("pretrained", MoreFiles.getNameWithoutExtension(file));
    return read.out().isPresent() ? read : read.withOut(usual);
  }

  /** Whether a file is about a prompt, rather than a language model. */
  public static boolean isOne(Path file, List<String> overrides) {
    return Yaml.read(file, overrides).entries().containsKey(KEY);
  }

  /** The same with another folder for its results. */
  public PromptPretrainFile withOut(Path folder) {
    return new PromptPretrainFile(
        model, corpus, prompt, tokens, training, dtype, device, seed, threads, Optional.of(folder));
  }

  /** What is trained, with its soft tokens. */
  PromptParts parts() {
    return parts(Template.parse(prompt.template()));
  }

  /** The same model with the words of the template alone. */
  PromptParts zeroShot() {
    return parts(Template.parse(prompt.template()).withoutSoft());
  }

  private PromptParts parts(Template template) {
    return PromptParts.of(model.folder(), template, prompt.labelWords()).withTokens(tokens);
  }
}
