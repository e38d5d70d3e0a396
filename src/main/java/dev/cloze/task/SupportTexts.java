package dev.cloze.task;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;

/**
 * Examples that a verbalizer is made from, before anything is trained.
 *
 * @param labelled those that a training sees
 * @param unlabelled those whose labels nobody looks at
 */
public record SupportTexts(ImmutableList<Example> labelled, ImmutableList<Example> unlabelled) {
  /** No examples. */
  public static final SupportTexts NONE = new SupportTexts(ImmutableList.of(), ImmutableList.of());

  /** Those whose labels nobody looks at: without labels or, where there are none, with. */
  ImmutableList<Example> unlabelledFirst() {
    return unlabelled.isEmpty() ? labelled : unlabelled;
  }
}
