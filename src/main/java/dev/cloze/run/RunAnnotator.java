package dev.cloze.run;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.data.Example;
import dev.cloze.pretrain.Annotator;
import dev.cloze.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** The classifier that a run trained, to give sentences the labels that a prompt learns from. */
public final class RunAnnotator implements Annotator {
  private final TrainedClassifier trained;

  private RunAnnotator(TrainedClassifier trained) {
    this.trained = trained;
  }

  /**
   * Opens the best seed of a run.
   *
   * @throws ClozeException {@link RunError#OTHER_OUTPUT} where it does not give one label; what
   *     {@link TrainedClassifier#open} throws
   */
  public static RunAnnotator open(Path run) {
    TrainedRun trained = TrainedRun.of(run, OptionalLong.empty());
    if (trained.file().output().kind() != OutputKind.ONE_LABEL) {
      throw new ClozeException(
          RunError.OTHER_OUTPUT,
          "%s: this run does not give a text one label, which is asked of it here; take another",
          run);
    }
    return new RunAnnotator(trained.load());
  }

  @Override
  public ImmutableList<String> labels() {
    return trained.labels().names();
  }

  @Override
  public ImmutableList<Prediction> predict(List<Example> sentences) {
    return trained.classifier().predict(sentences);
  }

  @Override
  public void close() {
    trained.close();
  }
}
