package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Lists;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.task.Prediction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sentences with the labels that a model gives them (Gu et al. 2022, section 3.2), for tasks of one
 * text: sentences, because they are as long as the texts of such tasks mostly are, and because a
 * document's opening is of one kind. They are labelled in an order of chance until each label has
 * its number, or no more are left.
 */
final class PseudoLabels {
  private static final int AT_ONCE = 256;

  /** How many sentences are labelled at most, for each example that is wanted. */
  private static final int TRIES = 10;

  private final PromptTask task;
  private final ImmutableList<String> labels;
  private final Seeds seeds;
  private final List<List<Example>> kept = new ArrayList<>();
  private int labelled;

  PseudoLabels(PromptTask task, Seeds seeds) {
    this.task = task;
    this.labels = task.labels();
    this.seeds = seeds;
    labels.forEach(label -> kept.add(new ArrayList<>()));
  }

  /**
   * Sentences of a corpus, each once, in an order of chance.
   *
   * @throws ClozeException {@link PretrainError#TOO_FEW_SENTENCES}; what reading a corpus throws
   */
  ImmutableList<String> sentences(Corpus corpus, Progress progress) {
    Reservoir<String> sample =
        new Reservoir<>(TRIES * (task.examples() + task.heldOut()), "sentences", seeds);
    corpus.read(
        progress,
        "drawing sentences",
        document ->
            Sentences.of(document).stream().filter(Sentences::isTelling).forEach(sample::offer));
    ImmutableList<String> sentences = sample.shuffled();
    if (sentences.size() < wanted() * labels.size()) {
      throw new ClozeException(
          PretrainError.TOO_FEW_SENTENCES,
          "corpus: found %d different sentences of four words or more, and %d are asked for; give"
              + " more text, or lower prompt.examples or prompt.held_out",
          sentences.size(),
          wanted() * labels.size());
    }
    return sentences;
  }

  /** How many sentences of each label are looked for. */
  private int wanted() {
    return task.examplesEach() + task.heldOutEach();
  }

  /**
   * Labels sentences.
   *
   * @throws ClozeException {@link PretrainError#OTHER_LABELS}, {@link
   *     PretrainError#NO_PSEUDO_LABELS}
   */
  PromptExamples draw(List<String> sentences, Annotator annotator, Progress progress) {
    int[] numbers = numbers(annotator.labels());
    int wanted = wanted();
    try (Progress.Task shown = progress.start("labelling", sentences.size())) {
      for (List<String> some : Lists.partition(sentences, AT_ONCE)) {
        if (kept.stream().allMatch(examples -> examples.size() >= wanted)) {
          break;
        }
        keep(some.stream().map(Example::of).toList(), annotator, numbers);
        shown.advance(some.size());
      }
    }
    return balanced(wanted);
  }

  /** How many sentences were labelled, and how many of each label were sure enough. */
  ImmutableMap<String, Integer> counts() {
    ImmutableMap.Builder<String, Integer> counts = ImmutableMap.builder();
    for (int label = 0; label < labels.size(); label++) {
      counts.put(labels.get(label), kept.get(label).size());
    }
    return counts.buildOrThrow();
  }

  int labelled() {
    return labelled;
  }

  /** The number that each label of the annotator has here. */
  private int[] numbers(ImmutableList<String> others) {
    if (!ImmutableSet.copyOf(others).equals(ImmutableSet.copyOf(labels))) {
      throw new ClozeException(
          PretrainError.OTHER_LABELS,
          "prompt.annotator: its labels are %s, and prompt.words has %s; they must be the same",
          String.join(", ", others),
          String.join(", ", labels));
    }
    return others.stream().mapToInt(labels::indexOf).toArray();
  }

  private void keep(List<Example> some, Annotator annotator, int[] numbers) {
    ImmutableList<Prediction> predictions = annotator.predict(some);
    for (int i = 0; i < predictions.size(); i++) {
      Prediction found = predictions.get(i);
      labelled++;
      if (found.probabilities().get(found.label()) >= task.confidence()) {
        int label = numbers[found.label()];
        kept.get(label).add(some.get(i).withLabel(label));
      }
    }
  }

  /** As many of each label as the rarest has, shared out as they are asked for. */
  private PromptExamples balanced(int wanted) {
    int each = Math.min(wanted, Collections.min(kept.stream().map(List::size).toList()));
    if (each < 2) {
      throw new ClozeException(
          PretrainError.NO_PSEUDO_LABELS,
          "prompt.words: of %d sentences, too few were given a label with confidence %s: %s; each"
              + " label needs two; lower prompt.confidence, choose other words, or give more text",
          labelled,
          task.confidence(),
          counts());
    }
    int heldOut = Math.max(1, each * task.heldOutEach() / wanted);
    return new PromptExamples(part(heldOut, each), part(0, heldOut));
  }

  private ImmutableList<Example> part(int from, int to) {
    return IntStream.range(0, labels.size())
        .boxed()
        .flatMap(label -> kept.get(label).subList(from, to).stream())
        .collect(ImmutableList.toImmutableList());
  }
}
