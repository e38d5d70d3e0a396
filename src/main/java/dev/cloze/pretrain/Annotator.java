package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.task.Prediction;
import java.util.List;

/** What gives sentences their pseudo labels. */
public interface Annotator extends AutoCloseable {
  /** The names of its labels, in the order of their numbers. */
  ImmutableList<String> labels();

  /** Labels sentences, each the {@code text_a} of an example; in their order. */
  ImmutableList<Prediction> predict(List<Example> sentences);

  @Override
  void close();
}
