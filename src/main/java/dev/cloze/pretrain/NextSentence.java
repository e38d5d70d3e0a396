package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import java.util.List;

/** Draws pairs of sentences from a corpus; training and held-out pairs from documents apart. */
final class NextSentence {
  private final PromptTask task;
  private final ImmutableList<String> labels;
  private final Seeds seeds;

  NextSentence(PromptTask task, Seeds seeds) {
    this.task = task;
    this.labels = task.labels();
    this.seeds = seeds;
  }

  /**
   * Reads the corpus and draws.
   *
   * @throws ClozeException {@link PretrainError#TOO_FEW_SENTENCES}; what reading a corpus throws
   */
  PromptExamples draw(Corpus corpus, Progress progress) {
    Reservoir<ImmutableList<String>> kept =
        new Reservoir<>(task.examples() + task.heldOut(), "documents", seeds);
    corpus.read(
        progress,
        "drawing pairs",
        document -> {
          ImmutableList<String> sentences = Sentences.of(document);
          if (SentencePairs.firsts(labels, sentences) > 0) {
            kept.offer(sentences);
          }
        });
    ImmutableList<ImmutableList<String>> documents = kept.shuffled();
    int heldOut = heldOut(documents);
    return new PromptExamples(
        pairs(documents.subList(heldOut, documents.size()), task.examplesEach(), "pairs"),
        pairs(documents.subList(0, heldOut), task.heldOutEach(), "held-out pairs"));
  }

  /** How many documents are kept from training: their share, or more where they are short. */
  private int heldOut(List<ImmutableList<String>> documents) {
    double share = (double) task.heldOut() / (task.examples() + task.heldOut());
    int least = Math.max(2, (int) Math.ceil(share * documents.size()));
    int firsts = 0;
    int count = 0;
    while (count < documents.size() && (count < least || firsts < task.heldOutEach())) {
      firsts += SentencePairs.firsts(labels, documents.get(count));
      count++;
    }
    return count;
  }

  private ImmutableList<Example> pairs(
      List<ImmutableList<String>> documents, int each, String name) {
    SentencePairs pairs = new SentencePairs(labels, documents);
    if (pairs.most() < each) {
      throw new ClozeException(
          PretrainError.TOO_FEW_SENTENCES,
          "corpus: %d documents for the %s give %d a label, and %d are asked for; give more text"
              + " with whole documents, or lower prompt.examples or prompt.held_out",
          documents.size(),
          name,
          pairs.most(),
          each);
    }
    return pairs.draw(each, new Seeds(seeds.derive(name)));
  }
}
