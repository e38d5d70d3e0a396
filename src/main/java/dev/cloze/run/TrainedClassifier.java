package dev.cloze.run;

import dev.cloze.base.ClozeException;
import dev.cloze.data.LabelSet;
import dev.cloze.data.Output;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptClassifier;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * The classifier that a run trained, loaded from its folder: it gives the predictions of the run,
 * to the digit. Owns its model until it is closed.
 *
 * <pre>{@code
 * try (TrainedClassifier trained = TrainedClassifier.open(folder, OptionalLong.empty())) {
 *   Prediction prediction = trained.classifier().predict(List.of(Example.of(text))).get(0);
 *   String label = trained.labels().names().get(prediction.label());
 * }
 * }</pre>
 */
public final class TrainedClassifier implements AutoCloseable {
  private final TrainedRun run;
  private final LoadedPrompt prompt;

  TrainedClassifier(TrainedRun run, LoadedPrompt prompt) {
    this.run = run;
    this.prompt = prompt;
  }

  /**
   * Opens the classifier of a run.
   *
   * @param seed which seed, as {@link TrainedRun#of} takes it
   * @throws ClozeException what {@link TrainedRun#of} throws, and what loading a model throws
   */
  public static TrainedClassifier open(Path folder, OptionalLong seed) {
    return TrainedRun.of(folder, seed).load();
  }

  /** The classifier. */
  public PromptClassifier classifier() {
    return prompt.classifier();
  }

  /** The labels, in the order of their numbers. */
  public LabelSet labels() {
    return run.labels();
  }

  /** What it says of a text: one label, several, or a number. */
  public Output output() {
    return run.file().output().output();
  }

  /** The run file, with every setting in it. */
  public RunFile file() {
    return run.file();
  }

  /** The run, and which of its seeds this is. */
  public TrainedRun run() {
    return run;
  }

  /** The token of a number as the vocabulary spells it, as {@code cloze explain} shows it. */
  String token(int id) {
    return prompt.pretrained().token(id);
  }

  LoadedPrompt prompt() {
    return prompt;
  }

  @Override
  public void close() {
    prompt.close();
  }
}
