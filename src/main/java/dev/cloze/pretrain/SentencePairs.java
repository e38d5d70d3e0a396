package dev.cloze.pretrain;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Pairs of sentences that tell their label themselves (Gu et al. 2022, section 3.2): {@value
 * #NEXT}, the second follows the first; {@value #SAME}, both stand in one document, with others
 * between them; {@value #OTHER}, they stand in two documents. Every label draws its first sentences
 * from the same ones, so that a first sentence alone tells nothing.
 */
final class SentencePairs {
  static final String NEXT = "next";
  static final String SAME = "same";
  static final String OTHER = "other";

  private final ImmutableList<String> labels;
  private final ImmutableList<Document> documents;
  private final ImmutableList<Anchor> anchors;

  /** A first sentence: where it stands. */
  private record Anchor(int document, int sentence) {}

  private record Document(ImmutableList<String> sentences, ImmutableSet<String> texts) {
    static Document of(ImmutableList<String> sentences) {
      return new Document(sentences, ImmutableSet.copyOf(sentences));
    }

    ImmutableList<Integer> firsts(boolean withApart) {
      return IntStream.range(0, sentences.size())
          .filter(this::hasNext)
          .filter(at -> !withApart || !apart(at).isEmpty())
          .boxed()
          .collect(ImmutableList.toImmutableList());
    }

    private boolean hasNext(int at) {
      return at + 1 < sentences.size()
          && Sentences.isTelling(sentences.get(at))
          && Sentences.isTelling(sentences.get(at + 1))
          && !sentences.get(at).equals(sentences.get(at + 1));
    }

    /** Sentences that are no neighbours of one, nor of another that reads as it does. */
    ImmutableList<String> apart(int at) {
      ImmutableSet<String> near =
          IntStream.range(0, sentences.size())
              .filter(i -> sentences.get(i).equals(sentences.get(at)))
              .flatMap(i -> IntStream.rangeClosed(Math.max(0, i - 1), i + 1))
              .filter(i -> i < sentences.size())
              .mapToObj(sentences::get)
              .collect(ImmutableSet.toImmutableSet());
      return sentences.stream()
          .filter(text -> Sentences.isTelling(text) && !near.contains(text))
          .collect(ImmutableList.toImmutableList());
    }

    /** Sentences that do not stand in another document. */
    ImmutableList<String> strangeTo(Document other) {
      return sentences.stream()
          .filter(text -> Sentences.isTelling(text) && !other.texts.contains(text))
          .collect(ImmutableList.toImmutableList());
    }
  }

  /**
   * The pairs of some documents.
   *
   * @param labels two or three of the labels, in the order of their numbers
   * @param documents the sentences of each
   */
  SentencePairs(List<String> labels, List<ImmutableList<String>> documents) {
    this.labels = ImmutableList.copyOf(labels);
    this.documents = documents.stream().map(Document::of).collect(ImmutableList.toImmutableList());
    this.anchors =
        IntStream.range(0, documents.size())
            .filter(this::hasStranger)
            .boxed()
            .flatMap(
                document ->
                    this.documents.get(document).firsts(labels.contains(SAME)).stream()
                        .map(at -> new Anchor(document, at)))
            .collect(ImmutableList.toImmutableList());
  }

  private boolean hasStranger(int document) {
    Document own = documents.get(document);
    return documents.stream().anyMatch(other -> !other.strangeTo(own).isEmpty());
  }

  /** How many first sentences a document has: those that a second of each label goes with. */
  static int firsts(List<String> labels, ImmutableList<String> sentences) {
    return Document.of(sentences).firsts(labels.contains(SAME)).size();
  }

  /** How many pairs of each label can be drawn. */
  int most() {
    return anchors.size();
  }

  /** Draws as many pairs of each label. */
  ImmutableList<Example> draw(int each, Seeds seeds) {
    ImmutableList.Builder<Example> pairs = ImmutableList.builder();
    for (int label = 0; label < labels.size(); label++) {
      String name = labels.get(label);
      SplittableRandom random = seeds.stream("second of " + name);
      for (Anchor anchor : shuffled(new Random(seeds.derive("first of " + name)), each)) {
        String first = documents.get(anchor.document()).sentences().get(anchor.sentence());
        pairs.add(Example.of(first, second(name, anchor, random)).withLabel(label));
      }
    }
    return pairs.build();
  }

  private List<Anchor> shuffled(Random random, int count) {
    List<Anchor> order = new ArrayList<>(anchors);
    Collections.shuffle(order, random);
    return order.subList(0, count);
  }

  private String second(String label, Anchor anchor, SplittableRandom random) {
    Document own = documents.get(anchor.document());
    return switch (label) {
      case NEXT -> own.sentences().get(anchor.sentence() + 1);
      case SAME -> anyOf(own.apart(anchor.sentence()), random);
      default -> anyOf(strange(own, random), random);
    };
  }

  /** The sentences of a document of chance or, where that has none, of the first behind it. */
  private ImmutableList<String> strange(Document own, SplittableRandom random) {
    int begin = random.nextInt(documents.size());
    return IntStream.range(begin, begin + documents.size())
        .mapToObj(i -> documents.get(i % documents.size()))
        .map(other -> other.strangeTo(own))
        .filter(sentences -> !sentences.isEmpty())
        .findFirst()
        .orElseThrow();
  }

  private static String anyOf(List<String> sentences, SplittableRandom random) {
    return sentences.get(random.nextInt(sentences.size()));
  }
}
