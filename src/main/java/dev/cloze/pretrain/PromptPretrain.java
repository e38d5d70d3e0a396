package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.plm.Architectures;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.SoftPromptFile;
import dev.cloze.tensor.Device;
import dev.cloze.tensor.Machine;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Precision;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Evaluation;
import dev.cloze.train.Training;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The pretraining of a prompt from its file to its soft rows (PPT, Gu et al. 2022): on examples
 * that unlabelled text gives, with the model frozen. A run takes them up by {@code start}.
 */
public final class PromptPretrain {
  private static final String FACTS = "soft-prompt.json";

  private final PromptPretrainFile file;
  private final PretrainFolder folder;
  private final ExampleFiles examples;
  private final boolean isNew;
  private boolean isPrepared;

  private PromptPretrain(PromptPretrainFile file, PretrainFolder folder, boolean isNew) {
    this.file = file;
    this.folder = folder;
    this.examples = new ExampleFiles(folder, file.prompt().labels());
    this.isNew = isNew;
  }

  /**
   * Begins a pretraining.
   *
   * @throws ClozeException {@link PretrainError#UNWRITABLE_FOLDER} where its folder holds one; what
   *     can be said of words and model before these are loaded
   */
  public static PromptPretrain begin(PromptPretrainFile file) {
    Architectures.require(file.parts().model());
    return new PromptPretrain(file, PretrainFolder.begin(file.out().orElseThrow(), file), true);
  }

  /**
   * Goes on with one, as it was begun.
   *
   * @param path the folder of its results
   * @throws ClozeException {@link PretrainError#NO_CHECKPOINT} where none was begun there
   */
  public static PromptPretrain resume(Path path) {
    PretrainFolder folder = PretrainFolder.existing(path);
    return new PromptPretrain(
        PromptPretrainFile.read(folder.settings(), List.of()).withOut(path), folder, false);
  }

  /** Whether a folder holds one, rather than the pretraining of a language model. */
  public static boolean isIn(Path path) {
    return PromptPretrainFile.isOne(PretrainFolder.existing(path).settings(), List.of());
  }

  /** The settings. */
  public PromptPretrainFile file() {
    return file;
  }

  /** Runs to the end, for a file that names no annotator. */
  public PretrainedPrompt run(Progress progress, PromptPretrainListener listener) {
    return run(
        progress,
        listener,
        path -> {
          throw new IllegalArgumentException(
              "prompt.annotator is %s; a function that opens it must be given".formatted(path));
        });
  }

  /**
   * Runs to the end; where it comes to no training, nothing is left behind.
   *
   * @param annotators opens the annotator that a file may name
   */
  public PretrainedPrompt run(
      Progress progress, PromptPretrainListener listener, Function<Path, Annotator> annotators) {
    Path facts = folder.path().resolve(FACTS);
    if (Files.exists(facts)) {
      folder.state().delete();
      return PretrainedPrompt.read(facts);
    }
    try {
      Machine.use(Device.resolve(file.device()));
      file.threads().ifPresent(Machine::setThreads);
      LoadOptions loading = LoadOptions.frozen(Precision.resolve(file.dtype()));
      if (!examples.areThere()) {
        examples.write(draw(loading, progress, listener, annotators));
      }
      return train(loading, progress, listener);
    } catch (RuntimeException e) {
      if (isNew && !isPrepared) {
        folder.remove();
      }
      throw e;
    }
  }

  private PromptExamples draw(
      LoadOptions loading,
      Progress progress,
      PromptPretrainListener listener,
      Function<Path, Annotator> annotators) {
    Seeds seeds = Seeds.of(file.seed());
    Corpus corpus = file.corpus().documents();
    if (file.prompt().task() == PromptTask.Kind.NEXT_SENTENCE) {
      return new NextSentence(file.prompt(), seeds).draw(corpus, progress);
    }
    PseudoLabels labels = new PseudoLabels(file.prompt(), seeds);
    ImmutableList<String> sentences = labels.sentences(corpus, progress);
    try (Annotator annotator =
        file.prompt()
            .annotator()
            .map(annotators)
            .orElseGet(() -> new ZeroShotAnnotator(file.zeroShot(), loading, sentences))) {
      PromptExamples drawn = labels.draw(sentences, annotator, progress);
      listener.labelled(labels.labelled(), labels.counts());
      return drawn;
    }
  }

  private PretrainedPrompt train(
      LoadOptions loading, Progress progress, PromptPretrainListener listener) {
    PromptExamples drawn = examples.read();
    Seeds seeds = Seeds.of(file.seed());
    try (LoadedPrompt prompt = file.parts().load(loading, seeds)) {
      listener.loaded(
          prompt.shape(), loading.compute(), drawn.train().size(), drawn.heldOut().size());
      PromptFigures before = measure(prompt, drawn);
      isPrepared = true;
      ImmutableList<EpochResult> epochs =
          new Training(
                  prompt.classifier(),
                  file.training().toTraining(),
                  seeds,
                  PromptLog.of(folder, listener),
                  Optional.of(folder.state()))
              .run(drawn.train(), drawn.heldOut(), progress);
      PretrainedPrompt trained =
          PretrainedPrompt.of(file, drawn, before, measure(prompt, drawn), epochs);
      new SoftPromptFile(folder.path().resolve(SoftPromptFile.NAME))
          .write(prompt, NumberFormat.F32);
      folder.whole(FACTS, trained.json());
      folder.state().delete();
      return trained;
    }
  }

  private static PromptFigures measure(LoadedPrompt prompt, PromptExamples examples) {
    return PromptFigures.of(Evaluation.of(prompt.classifier(), examples.heldOut()));
  }
}
