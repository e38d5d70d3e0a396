package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cloze.base.ClozeException;
import dev.cloze.knowledge.KnowledgeBase;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Gathers for each label its own words and those that knowledge bases add to them. */
final class Expansion {
  /** The source of the words that the user gave. */
  static final String GIVEN = "given";

  private Expansion() {}

  /**
   * A word that may stand for a label.
   *
   * @param label the label's number
   * @param word the word
   * @param source where it comes from
   */
  record Candidate(int label, LabelWords.Word word, String source) {}

  /**
   * The words of each label, label by label, each once: the given ones first, then what the bases
   * know of them and of the label's name, base by base.
   *
   * @throws ClozeException {@link VerbalizerError#NOTHING_RELATED} where no base adds a word to a
   *     label
   */
  static ImmutableList<Candidate> of(LabelWords given, List<KnowledgeBase> bases) {
    ImmutableList.Builder<Candidate> candidates = ImmutableList.builder();
    for (int label = 0; label < given.entries().size(); label++) {
      candidates.addAll(of(given.entries().get(label), label, bases));
    }
    return candidates.build();
  }

  private static ImmutableList<Candidate> of(
      LabelWords.Label label, int number, List<KnowledgeBase> bases) {
    Map<String, Candidate> found = new LinkedHashMap<>();
    for (LabelWords.Word word : label.words()) {
      found.putIfAbsent(word.text(), new Candidate(number, word, GIVEN));
    }
    int own = found.size();
    ImmutableSet<String> anchors = anchors(label);
    for (KnowledgeBase base : bases) {
      for (String anchor : anchors) {
        for (String related : base.related(anchor)) {
          found.putIfAbsent(
              related, new Candidate(number, new LabelWords.Word(related, 1), base.name()));
        }
      }
    }
    if (!bases.isEmpty() && found.size() == own) {
      throw new ClozeException(
          VerbalizerError.NOTHING_RELATED,
          "label '%s': no knowledge base (%s) knows more words to %s; give it a word that one of"
              + " them knows, or a line in a word list",
          label.name(),
          bases.stream().map(KnowledgeBase::name).collect(Collectors.joining(", ")),
          anchors.stream().map(anchor -> "'" + anchor + "'").collect(Collectors.joining(", ")));
    }
    return ImmutableList.copyOf(found.values());
  }

  private static ImmutableSet<String> anchors(LabelWords.Label label) {
    Stream<String> words = label.words().stream().map(word -> bare(word.text()).strip());
    return Stream.concat(words, Stream.of(label.name())).collect(ImmutableSet.toImmutableSet());
  }

  private static String bare(String word) {
    return word.startsWith(LabelWords.NO_PREFIX)
        ? word.substring(LabelWords.NO_PREFIX.length())
        : word;
  }
}
