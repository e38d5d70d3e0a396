package dev.cloze.run;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.Default;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import dev.cloze.base.Shorthand;
import dev.cloze.base.Yaml;
import dev.cloze.data.DataSource;
import dev.cloze.data.DemonstrationOptions;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleStream;
import dev.cloze.data.FewShotOptions;
import dev.cloze.hub.DefaultModel;
import dev.cloze.plm.Architectures;
import dev.cloze.prompt.SoftOptions;
import dev.cloze.task.PromptParts;
import dev.cloze.task.SampledDemonstrations;
import dev.cloze.template.Template;
import dev.cloze.template.TemplateFile;
import dev.cloze.tensor.Machine;
import dev.cloze.tokenize.PromptTokenizerOptions;
import dev.cloze.tokenize.Reads;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.CalibrationOptions;
import dev.cloze.verbalizer.LabelWords;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A run as a YAML file says it; {@code docs/run.md} shows every key.
 *
 * @param model the language model
 * @param data the examples
 * @param template what stands around an example
 * @param verbalizer the labels and their words
 * @param output what is asked of an example: one label, several, or a number
 * @param tokens how long prompts may be
 * @param soft how the rows of soft tokens are trained
 * @param start the soft prompt that soft rows and label vectors start from, a file or a folder that
 *     holds one; they start afresh where absent
 * @param training how the model is trained; with 0 epochs it is used as it is
 * @param seed the seed of a single run, 42 where neither this nor {@code seeds} is given
 * @param seeds the seeds of several runs, of which the mean is taken
 * @param threads how many threads an operation may use; as many as the engine chooses where absent
 * @param baselines whether majority class, word counts and the untrained model are measured beside
 * @param demonstrations how demonstrations are drawn from the training examples; none are drawn
 *     where absent
 * @param forgetting the text on which it is measured what tuning makes the model forget; not
 *     measured where absent
 * @param out the folder for the results; the first free one of {@code runs/NAME}, {@code
 *     runs/NAME-2} and so on where absent
 */
public record RunFile(
    @Default("{}") Model model,
    Data data,
    TemplateChoice template,
    VerbalizerSettings verbalizer,
    OutputSettings output,
    PromptTokenizerOptions tokens,
    SoftOptions soft,
    Optional<Path> start,
    TrainingOptions training,
    Optional<Long> seed,
    @Default("[]") ImmutableList<Long> seeds,
    Optional<Integer> threads,
    @Default("true") boolean baselines,
    Optional<DemonstrationOptions> demonstrations,
    Optional<ForgettingOptions> forgetting,
    Optional<Path> out) {
  private static final long USUAL_SEED = 42;

  /** Checks what no part can check alone. */
  public RunFile {
    checkArgument(
        training.epochs() == 0 || data.train().isPresent() || data.softLabels().isPresent(),
        "data.train is missing, which training needs where there is no data.soft_labels;"
            + " training.epochs of 0 scores without training");
    checkArgument(
        !training.readsUnlabelled() || data.unlabelled().isPresent(),
        "data.unlabelled is missing, whose texts training.language_model hides tokens of");
    checkArgument(
        !training.needsDev() || data.hasDev(),
        "training.%s needs examples to choose by: data.dev or data.few_shot.dev_per_class",
        training.patience().isPresent() ? "patience" : "select of 'best'");
    checkArgument(
        seed.isEmpty() || seeds.isEmpty(), "seeds stands beside seed; only one of the two may");
    checkArgument(
        ImmutableSet.copyOf(seeds).size() == seeds.size(), "seeds has one twice: %s", seeds);
    threads.ifPresent(Machine::requireThreads);
    output.requireFit(data, training);
    checkArgument(
        demonstrations.isEmpty() || data.train().isPresent(),
        "data.train is missing, which demonstrations are drawn from");
    checkArgument(
        demonstrations.isEmpty() || output.kind() == OutputKind.ONE_LABEL,
        "demonstrations are drawn label by label, and output %s has several or none to a text;"
            + " leave them out",
        Ascii.toLowerCase(output.kind().name()));
  }

  /**
   * Reads a run file.
   *
   * @param overrides {@code key=value} settings that are laid over the file's
   * @throws dev.cloze.base.ClozeException with a code of {@link dev.cloze.base.BaseError}
   */
  public static RunFile read(Path file, List<String> overrides) {
    Setting.Mapping settings = Yaml.read(file);
    for (String override : overrides) {
      settings = withoutOther(Yaml.override(settings, override), override);
    }
    RunFile bound = Options.bind(settings, RunFile.class);
    return namesMetric(settings)
        ? bound
        : bound.withTraining(bound.training().withMetric(bound.output().metric()));
  }

  private static boolean namesMetric(Setting.Mapping settings) {
    return settings.entries().get("training") instanceof Setting.Mapping training
        && training.entries().containsKey("metric");
  }

  /** Of {@code seed} and {@code seeds}, one on the command line takes the other's place. */
  private static Setting.Mapping withoutOther(Setting.Mapping settings, String override) {
    String key = override.substring(0, override.indexOf('='));
    String other = key.equals("seed") ? "seeds" : key.equals("seeds") ? "seed" : "";
    return settings.entries().containsKey(other)
        ? settings.with(List.of(other), new Setting.Absent(settings.origin()))
        : settings;
  }

  /** The same run with another folder for its results. */
  public RunFile withOut(Path folder) {
    return copy(model, data, training, threads, Optional.of(folder));
  }

  /** The same run that trains nothing, of which all can be checked but soft labels to come. */
  public RunFile untrained() {
    return copy(model, data.withoutSoftLabels(), training.withEpochs(0), threads, out);
  }

  /** The same run with what was left to the machine to choose. */
  RunFile withChosen(Dtype dtype, DeviceChoice device, int chosenThreads) {
    return copy(
        new Model(model.path(), dtype, device), data, training, Optional.of(chosenThreads), out);
  }

  private RunFile withTraining(TrainingOptions newTraining) {
    return copy(model, data, newTraining, threads, out);
  }

  private RunFile copy(
      Model newModel,
      Data newData,
      TrainingOptions newTraining,
      Optional<Integer> newThreads,
      Optional<Path> newOut) {
    return new RunFile(
        newModel,
        newData,
        template,
        verbalizer,
        output,
        tokens,
        soft,
        start,
        newTraining,
        seed,
        seeds,
        newThreads,
        baselines,
        demonstrations,
        forgetting,
        newOut);
  }

  /** Reads the template, which has a mask where the verbalizer reads one. */
  public Template readTemplate() {
    return template.read(verbalizer.maker().reads());
  }

  /** What a classifier of this run is put together of when it begins. */
  PromptParts startingParts(Template read, LabelWords words) {
    PromptParts fresh = parts(read, words);
    return start.map(fresh::withStart).orElse(fresh);
  }

  /** What a classifier of this run is put together of, whatever its rows start from. */
  PromptParts parts(Template read, LabelWords words) {
    return new PromptParts(
        model.folder(),
        read,
        Optional.of(words),
        output.maker(verbalizer.maker()),
        output.calibration(verbalizer.calibration()),
        tokens,
        soft,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The same, which shows what is drawn from examples, where this run draws.
   *
   * @param examples those that the run has to train on
   */
  PromptParts showing(PromptParts parts, ImmutableList<Example> examples) {
    return demonstrations
        .map(options -> parts.withDemonstrations(new SampledDemonstrations(options, examples)))
        .orElse(parts);
  }

  /**
   * Whether something but training needs examples, so that they are read where none are trained.
   */
  boolean looksAtExamples() {
    return demonstrations.isPresent()
        || verbalizer.looksAtExamples()
        || output
            .calibration(verbalizer.calibration())
            .filter(asked -> asked.from() != CalibrationOptions.From.EMPTY)
            .isPresent();
  }

  /** The seeds to run with, at least one. */
  public ImmutableList<Long> allSeeds() {
    return seeds.isEmpty() ? ImmutableList.of(seed.orElse(USUAL_SEED)) : seeds;
  }

  /** A number format, or the one that is fastest on this machine. */
  public enum Dtype {
    /** BF16 where the processor has instructions for it, else F32. */
    AUTO,
    /** Single precision. */
    F32,
    /** Brain floating point. */
    BF16
  }

  /** Where to compute. */
  public enum DeviceChoice {
    /** A CUDA card where there is one, else the processor. */
    AUTO,
    /** The processor. */
    CPU,
    /** An NVIDIA card. */
    CUDA
  }

  /**
   * The language model.
   *
   * @param path a folder in Hugging Face layout; where absent, the {@link DefaultModel}
   * @param dtype what the layers compute in
   * @param device where they compute
   */
  @Shorthand("path")
  public record Model(
      Optional<Path> path, @Default("auto") Dtype dtype, @Default("auto") DeviceChoice device) {
    /** The folder of the model. */
    public Path folder() {
      return path.orElseGet(DefaultModel::folder);
    }

    /** What the model is called: its folder as it was given, or the default's name. */
    public String shown() {
      return path.map(Path::toString).orElse(DefaultModel.NAME);
    }

    /** Says that there is no model, before anything is read or written for it. */
    void requireFolder() {
      Architectures.require(folder());
    }
  }

  /**
   * The examples.
   *
   * @param train what to train on; may be absent where nothing is trained
   * @param softLabels a file of soft labels to train on, beside {@code train} or alone
   * @param dev what epochs are compared by
   * @param unlabelled texts whose labels, if they have some, nobody looks at: for calibration, for
   *     choosing words and for training with hidden tokens
   * @param test what to score; where absent, what a few-shot draw leaves of {@code train}
   * @param testLimit how many examples of the test set, from the first, are scored; all where
   *     absent
   * @param fewShot how few examples of {@code train} are drawn; all where absent
   * @param labels the label that each text in a file's label column stands for; where empty, a file
   *     has the labels' names or their numbers from 0
   */
  public record Data(
      Optional<DataSource> train,
      Optional<Path> softLabels,
      Optional<DataSource> dev,
      Optional<DataSource> unlabelled,
      Optional<DataSource> test,
      Optional<Integer> testLimit,
      Optional<FewShotOptions> fewShot,
      @Default("{}") ImmutableMap<String, String> labels) {
    /** Checks the limit, and that what is drawn is drawn from something. */
    public Data {
      checkArgument(
          testLimit.isEmpty() || testLimit.get() > 0,
          "testLimit must be above 0, was %s",
          testLimit.orElse(0));
      checkArgument(
          fewShot.isEmpty() || train.isPresent(), "fewShot draws from train, which is missing");
      checkArgument(
          dev.isEmpty() || fewShot.isEmpty() || fewShot.get().devPerClass() == 0,
          "dev stands beside few_shot.dev_per_class; only one of the two may");
      checkArgument(
          test.isPresent() || fewShot.isPresent(),
          "test is missing; without it few_shot must say how much of train is not for testing");
    }

    /**
     * Opens the unlabelled texts, where there are some; what their file does not say of its columns
     * is as in the training set, else as in the test set.
     *
     * @return to be closed by the caller
     * @throws dev.cloze.base.ClozeException with a code of {@link dev.cloze.data.DataError}, here
     *     or while iterating
     */
    public Optional<ExampleStream> openUnlabelled() {
      return unlabelled.map(
          source ->
              ExampleStream.open(
                  source, train.or(() -> test).orElseThrow().columns(), Optional.empty()));
    }

    /** The same without soft labels. */
    Data withoutSoftLabels() {
      return new Data(train, Optional.empty(), dev, unlabelled, test, testLimit, fewShot, labels);
    }

    /** Whether epochs can be compared. */
    public boolean hasDev() {
      return dev.isPresent() || fewShot.filter(draw -> draw.devPerClass() > 0).isPresent();
    }
  }

  /**
   * A template, written out or chosen from a file.
   *
   * @param text the template
   * @param file a file with a template on each line
   * @param choice the line, from 0
   */
  @Shorthand("text")
  public record TemplateChoice(
      Optional<String> text, Optional<Path> file, @Default("0") int choice) {
    /** Checks that there is one template. */
    public TemplateChoice {
      checkArgument(
          text.isPresent() != file.isPresent(),
          "text and file: one of the two belongs there, found %s",
          text.isPresent() ? "both" : "neither");
    }

    Template read(Reads reads) {
      boolean asks = reads == Reads.MASKS;
      if (file.isEmpty()) {
        return parse(text.orElseThrow(), reads);
      }
      TemplateFile lines = TemplateFile.read(file.get());
      return asks ? lines.choose(choice) : lines.chooseFragment(choice);
    }

    /** Reads a template that was written out. */
    static Template parse(String written, Reads reads) {
      return reads == Reads.MASKS ? Template.parse(written) : Template.parseFragment(written);
    }
  }
}
