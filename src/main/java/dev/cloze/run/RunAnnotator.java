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
   * @throws ClozeException what {@link TrainedClassifier#open} throws
   */
  public static RunAnnotator open(Path run) {
    return new RunAnnotator(TrainedClassifier.open(run, OptionalLong.empty()));
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
