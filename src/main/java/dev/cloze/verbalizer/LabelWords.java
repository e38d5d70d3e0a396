package dev.cloze.verbalizer;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The words that stand for each label.
 *
 * @param entries the labels in the order of their numbers, each with its words
 * @param prefix what goes before a word when it is tokenized, one space by default: tokenizers such
 *     as GPT-2's and RoBERTa's have one token for a word at the start of a text and another for the
 *     word after a space. A word that starts with {@value #NO_PREFIX} goes without it.
 */
public record LabelWords(ImmutableList<Label> entries, String prefix) {
  /** What a word starts with that is to be tokenized without the prefix. */
  public static final String NO_PREFIX = "<!>";

  private static final String SPACE = " ";

  /** Checks that there are labels and that none stands twice. */
  public LabelWords {
    if (entries.isEmpty()) {
      throw new ClozeException(
          VerbalizerError.LABEL_WITHOUT_WORDS,
          "label words: no labels were found; give each label at least one word");
    }
    Set<String> seen = new HashSet<>();
    for (Label label : entries) {
      if (!seen.add(label.name())) {
        throw new ClozeException(
            VerbalizerError.DUPLICATE_LABEL,
            "label '%s': it stands twice; give all its words at once",
            label.name());
      }
    }
  }

  /**
   * A label and its words.
   *
   * @param name the label's name
   * @param words at least one word; one that stands twice counts twice
   */
  public record Label(String name, ImmutableList<Word> words) {
    /** Checks that there are words. */
    public Label {
      if (words.isEmpty()) {
        throw new ClozeException(
            VerbalizerError.LABEL_WITHOUT_WORDS,
            "label '%s': it has no words; give it at least one",
            name);
      }
      for (Word word : words) {
        if (isEmpty(word.text())) {
          throw new ClozeException(
              VerbalizerError.EMPTY_WORD,
              "label '%s': the word '%s' is empty; leave it out or give its text",
              name,
              word.text());
        }
        if (!(word.weight() > 0 && word.weight() < Double.POSITIVE_INFINITY)) {
          throw new ClozeException(
              VerbalizerError.BAD_WEIGHT,
              "label '%s', word '%s': the weight is %s; it must be a positive number",
              name,
              word.text(),
              word.weight());
        }
      }
    }

    private static Label of(String name, List<String> words) {
      return new Label(
          name, words.stream().map(text -> new Word(text, 1)).collect(toImmutableList()));
    }
  }

  /**
   * A word of a label.
   *
   * @param text as the user wrote it, with {@value LabelWords#NO_PREFIX} where it stands
   * @param weight its share in the label's mean against the label's other words, 1 by default
   */
  public record Word(String text, double weight) {}

  /** Several words for each label; {@code words} in the order of {@code labels}. */
  public static LabelWords of(List<String> labels, List<? extends List<String>> words) {
    if (labels.size() != words.size()) {
      throw new ClozeException(
          VerbalizerError.LABELS_DIFFER,
          "label words: words for %d labels were found; there are %d labels: %s",
          words.size(),
          labels.size(),
          String.join(", ", labels));
    }
    ImmutableList.Builder<Label> entries = ImmutableList.builder();
    for (int i = 0; i < labels.size(); i++) {
      entries.add(Label.of(labels.get(i), words.get(i)));
    }
    return new LabelWords(entries.build(), SPACE);
  }

  /** One word for each label; {@code words} in the order of {@code labels}. */
  public static LabelWords ofSingle(List<String> labels, List<String> words) {
    return of(labels, words.stream().map(ImmutableList::of).collect(toImmutableList()));
  }

  /** Labels alone, for a kind that looks at no words or finds them: each has its name for one. */
  public static LabelWords ofLabels(List<String> labels) {
    return ofSingle(labels, labels);
  }

  /** Words by label, in the order of the map. */
  public static LabelWords of(Map<String, ? extends List<String>> words) {
    return of(ImmutableList.copyOf(words.keySet()), ImmutableList.copyOf(words.values()));
  }

  /** The names of the labels, in the order of their numbers. */
  public ImmutableList<String> labels() {
    return entries.stream().map(Label::name).collect(toImmutableList());
  }

  /** The same words with another prefix; an empty one for none. */
  public LabelWords withPrefix(String newPrefix) {
    return new LabelWords(entries, newPrefix);
  }

  /** The same words where every {@code word} of {@code label} weighs {@code weight}. */
  public LabelWords withWeight(String label, String word, double weight) {
    Label old = named(label);
    requireKnown(
        "label '" + label + "', word", word, old.words().stream().map(Word::text).toList());
    UnaryOperator<Word> reweighed = w -> w.text().equals(word) ? new Word(word, weight) : w;
    Label changed =
        new Label(label, old.words().stream().map(reweighed).collect(toImmutableList()));
    return new LabelWords(
        entries.stream()
            .map(entry -> entry.equals(old) ? changed : entry)
            .collect(toImmutableList()),
        prefix);
  }

  /** The same words in the order of the task's labels, which must be the same labels. */
  public LabelWords inOrderOf(List<String> labels) {
    ImmutableMap<String, Label> byName = Maps.uniqueIndex(entries, Label::name);
    if (labels.size() != entries.size() || !byName.keySet().containsAll(labels)) {
      throw new ClozeException(
          VerbalizerError.LABELS_DIFFER,
          "label words: words were found for the labels %s; the labels are %s",
          String.join(", ", labels()),
          String.join(", ", labels));
    }
    return new LabelWords(labels.stream().map(byName::get).collect(toImmutableList()), prefix);
  }

  /** What the tokenizer sees of a word: its text after the prefix, or without it. */
  String encoded(Word word) {
    return word.text().startsWith(NO_PREFIX) ? bare(word) : prefix + word.text();
  }

  /** A word's text, whatever goes before it. */
  public static String bare(Word word) {
    return bare(word.text());
  }

  private static String bare(String word) {
    return word.startsWith(NO_PREFIX) ? word.substring(NO_PREFIX.length()) : word;
  }

  static boolean isEmpty(String word) {
    return bare(word).isBlank();
  }

  private Label named(String label) {
    requireKnown("label", label, labels());
    return entries.get(labels().indexOf(label));
  }

  private static void requireKnown(String kind, String found, List<String> known) {
    if (!known.contains(found)) {
      throw new ClozeException(
          VerbalizerError.UNKNOWN_NAME,
          "unknown %s '%s'; %s",
          kind,
          found,
          Nearest.hint(found, known));
    }
  }
}
