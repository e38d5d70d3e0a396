package dev.cloze.knowledge;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.extjwnl.JWNLException;
import net.sf.extjwnl.data.IndexWord;
import net.sf.extjwnl.data.Pointer;
import net.sf.extjwnl.data.PointerTarget;
import net.sf.extjwnl.data.PointerType;
import net.sf.extjwnl.data.Synset;
import net.sf.extjwnl.data.Word;
import net.sf.extjwnl.dictionary.Dictionary;

/** Goes through WordNet's pointers; the only class that names its library. */
final class WordNetWalk {
  private static final ImmutableSet<PointerType> DOWN =
      ImmutableSet.of(PointerType.HYPONYM, PointerType.INSTANCES_HYPONYM);
  private static final ImmutableSet<PointerType> SIMILAR = ImmutableSet.of(PointerType.SIMILAR_TO);
  private static final ImmutableSet<PointerType> DERIVED = ImmutableSet.of(PointerType.DERIVATION);

  /** Where an adjective stands, as WordNet notes it behind the word: {@code galore(ip)}. */
  private static final Pattern MARKER = Pattern.compile("\\([a-z]+\\)$");

  private final WordNetOptions options;
  private final Dictionary dictionary;

  private WordNetWalk(WordNetOptions options, Dictionary dictionary) {
    this.options = options;
    this.dictionary = dictionary;
  }

  static WordNetWalk open(WordNetOptions options) {
    try {
      return new WordNetWalk(options, Dictionary.getDefaultResourceInstance());
    } catch (JWNLException e) {
      throw new IllegalStateException("WordNet's data on the class path is broken", e);
    }
  }

  /** Synonyms first, then what the options add to them; the dictionary is not safe for threads. */
  synchronized ImmutableList<String> related(String word) {
    try {
      Set<Synset> senses = new LinkedHashSet<>();
      Set<PointerTarget> forms = new LinkedHashSet<>();
      for (IndexWord found : dictionary.lookupAllIndexWords(word).getIndexWordArray()) {
        List<Synset> own = found.getSenses();
        int count = options.senses() < 0 ? own.size() : Math.min(own.size(), options.senses());
        senses.addAll(own.subList(0, count));
        for (Synset sense : own.subList(0, count)) {
          sense.getWords().stream()
              .filter(form -> Ascii.equalsIgnoreCase(form.getLemma(), found.getLemma()))
              .forEach(forms::add);
        }
      }
      Set<String> words = new LinkedHashSet<>();
      senses.forEach(sense -> add(words, sense));
      walk(words, senses, DOWN, options.hyponyms());
      walk(words, senses, SIMILAR, options.similar());
      walk(words, forms, DERIVED, options.derived());
      return words.stream()
          .filter(other -> !Ascii.equalsIgnoreCase(other, word))
          .filter(other -> options.phrases() || other.indexOf(' ') < 0)
          .collect(ImmutableList.toImmutableList());
    } catch (JWNLException e) {
      throw new IllegalStateException("WordNet's data on the class path is broken", e);
    }
  }

  private static void walk(
      Set<String> words,
      Collection<? extends PointerTarget> from,
      ImmutableSet<PointerType> types,
      int depth)
      throws JWNLException {
    Set<PointerTarget> seen = new LinkedHashSet<>(from);
    Set<PointerTarget> front = new LinkedHashSet<>(from);
    for (int step = 0; step < depth; step++) {
      Set<PointerTarget> next = new LinkedHashSet<>();
      for (PointerTarget target : front) {
        for (Pointer pointer : target.getPointers()) {
          if (types.contains(pointer.getType()) && seen.add(pointer.getTarget())) {
            next.add(pointer.getTarget());
            add(words, pointer.getTarget());
          }
        }
      }
      front = next;
    }
  }

  private static void add(Set<String> words, PointerTarget target) {
    if (target instanceof Word word) {
      words.add(plain(word));
    } else {
      target.getSynset().getWords().forEach(word -> words.add(plain(word)));
    }
  }

  private static String plain(Word word) {
    return MARKER.matcher(word.getLemma()).replaceFirst("").replace('_', ' ');
  }
}
