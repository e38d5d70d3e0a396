package dev.cloze.template;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.cloze.base.Nearest;
import dev.cloze.template.grammar.PromptTemplate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Makes a piece out of one item in braces. */
final class ItemReader {
  private static final ImmutableSet<Key> CONTENTS =
      Sets.immutableEnumSet(
          Key.PLACEHOLDER,
          Key.META,
          Key.SOFT,
          Key.SOFT_ID,
          Key.MASK,
          Key.SPECIAL,
          Key.TEXT,
          Key.DEMONSTRATIONS,
          Key.ENTITY);
  private static final ImmutableSet<Key> ALWAYS =
      Sets.immutableEnumSet(Key.SHORTENABLE, Key.ADD_PREFIX_SPACE);
  private static final ImmutableSet<Key> SOFT_OPTIONS =
      Sets.immutableEnumSet(Key.SOFT, Key.SOFT_ID, Key.DUPLICATE, Key.SAME, Key.FRONT);
  private static final ImmutableSet<Key> KEY_OPTIONS =
      Sets.immutableEnumSet(Key.SOFT_KEY, Key.KEY_LENGTH);

  /** Enough for every published prompt many times over. */
  private static final int MOST_COPIES = 100_000;

  private final Source source;
  private final SoftTable softs;
  private Optional<Entries> demonstrations = Optional.empty();

  ItemReader(Source source, SoftTable softs) {
    this.source = source;
    this.softs = softs;
  }

  /**
   * The piece of an item.
   *
   * @param space what the spaces before it come to
   * @param position the number of pieces before it
   */
  Piece read(PromptTemplate.ItemContext item, String space, int position) {
    Entries entries = Entries.of(source, item);
    Key content = content(entries);
    refuseMisplaced(entries, content);
    String prefix = entries.prefix().orElse(space);
    Frame frame = new Frame(prefix, entries.flag(Key.SHORTENABLE), key(entries, prefix));
    return switch (content) {
      case PLACEHOLDER -> new Piece.Placeholder(entries.text(content), filling(entries), frame);
      case META -> new Piece.Meta(entries.text(content), filling(entries), frame);
      case ENTITY ->
          new Piece.Entity(
              entries.text(content), entries.optionalText(Key.OF), filling(entries), frame);
      case DEMONSTRATIONS -> demonstrations(entries, frame);
      case TEXT -> new Piece.Text(entries.text(content), frame);
      case SPECIAL -> new Piece.Special(special(entries), frame);
      case MASK -> mask(entries, frame);
      default -> soft(entries, frame, position);
    };
  }

  private static Key content(Entries entries) {
    Set<Key> contents = Sets.intersection(entries.keys(), CONTENTS);
    if (contents.isEmpty()) {
      throw entries.error(
          TemplateError.CONTENT,
          "found an item with only %s; expected one of %s",
          list(entries.keys()),
          list(CONTENTS));
    }
    Key first = contents.iterator().next();
    Set<Key> group = SOFT_OPTIONS.contains(first) ? SOFT_OPTIONS : ImmutableSet.of(first);
    for (Key other : Sets.difference(contents, group)) {
      throw entries.error(
          other,
          TemplateError.CONTENT,
          "found %s beside %s; an item has one content: write an item for each",
          other.symbol(),
          first.symbol());
    }
    return first;
  }

  private static void refuseMisplaced(Entries entries, Key content) {
    Set<Key> always =
        content == Key.DEMONSTRATIONS ? ImmutableSet.of(Key.ADD_PREFIX_SPACE) : ALWAYS;
    Set<Key> allowed = Sets.union(always, options(content));
    for (Key key : Sets.difference(entries.keys(), allowed)) {
      throw entries.error(
          key,
          TemplateError.MISPLACED_OPTION,
          "found %s in a %s item; a %s item may have %s",
          key.symbol(),
          content.symbol(),
          content.symbol(),
          list(Sets.difference(allowed, ImmutableSet.of(content))));
    }
  }

  private static ImmutableSet<Key> options(Key content) {
    return switch (content) {
      case PLACEHOLDER, META -> value(content);
      case ENTITY -> ImmutableSet.copyOf(Sets.union(value(content), ImmutableSet.of(Key.OF)));
      case TEXT -> ImmutableSet.copyOf(Sets.union(ImmutableSet.of(content), KEY_OPTIONS));
      case SOFT, SOFT_ID -> SOFT_OPTIONS;
      case DEMONSTRATIONS -> ImmutableSet.of(content, Key.BETWEEN, Key.LONGEST, Key.OPTIONAL);
      default -> ImmutableSet.of(content);
    };
  }

  private static ImmutableSet<Key> value(Key content) {
    return ImmutableSet.<Key>builder()
        .add(content, Key.POST_PROCESSING)
        .add(Key.OPTIONAL, Key.BEFORE, Key.AFTER, Key.JOIN, Key.NUMBERED)
        .addAll(KEY_OPTIONS)
        .build();
  }

  private static String list(Set<Key> keys) {
    return keys.stream().map(Key::symbol).collect(Collectors.joining(", "));
  }

  private Filling filling(Entries entries) {
    Optional<String> join = entries.optionalText(Key.JOIN);
    Optional<String> numbered = entries.optionalText(Key.NUMBERED);
    if (numbered.isPresent() && !ListStyle.counts(numbered.get())) {
      throw entries.error(
          Key.NUMBERED,
          TemplateError.VALUE,
          "found numbered %s; expected one A, a or 1 in it and no other letter or digit, as in"
              + " \"A) \"",
          Quoting.shortened(numbered.get()));
    }
    return new Filling(
        entries.value(Key.POST_PROCESSING).map(value -> new LambdaReader(source).read(value)),
        entries.flag(Key.OPTIONAL),
        entries.optionalText(Key.BEFORE),
        entries.optionalText(Key.AFTER),
        join.isPresent() || numbered.isPresent()
            ? Optional.of(new ListStyle(join, numbered))
            : Optional.empty());
  }

  private Optional<SoftKey> key(Entries entries, String prefix) {
    Optional<String> words = entries.optionalText(Key.SOFT_KEY);
    Optional<Integer> length = entries.number(Key.KEY_LENGTH, MOST_COPIES);
    if (length.isPresent() && words.isEmpty()) {
      throw entries.error(
          Key.KEY_LENGTH,
          TemplateError.MISPLACED_OPTION,
          "found key_length without soft_key; it is the number of a key's trained positions");
    }
    if (words.filter(String::isBlank).isPresent()) {
      throw entries.error(
          Key.SOFT_KEY, TemplateError.VALUE, "found soft_key without a word; expected words");
    }
    return words.map(key -> softs.key(key, length, prefix, entries.start()));
  }

  private Piece demonstrations(Entries entries, Frame frame) {
    entries.none(Key.DEMONSTRATIONS);
    if (demonstrations.isPresent()) {
      throw entries.error(
          TemplateError.DEMONSTRATIONS,
          "found demonstrations a second time; one item shows all that an example carries");
    }
    demonstrations = Optional.of(entries);
    return new Piece.Demonstrations(
        entries.optionalText(Key.BETWEEN),
        entries.number(Key.LONGEST, MOST_COPIES),
        entries.flag(Key.OPTIONAL),
        frame);
  }

  /** The pieces of the whole template, in which demonstrations have one place for their answer. */
  ImmutableList<Piece> checked(ImmutableList<Piece> pieces) {
    long masks = pieces.stream().filter(Piece.Mask.class::isInstance).count();
    if (demonstrations.isPresent() && masks != 1) {
      throw demonstrations
          .get()
          .error(
              TemplateError.DEMONSTRATIONS,
              "found demonstrations in a template with %d masks; the answer of a demonstration"
                  + " stands in the place of one mask",
              masks);
    }
    return pieces;
  }

  private SpecialToken special(Entries entries) {
    String symbol = entries.text(Key.SPECIAL);
    return SpecialToken.of(symbol)
        .orElseThrow(
            () ->
                entries.error(
                    Key.SPECIAL,
                    TemplateError.VALUE,
                    "found special %s; %s",
                    Quoting.shortened(symbol),
                    Nearest.hint(symbol, SpecialToken.symbols())));
  }

  private static Piece mask(Entries entries, Frame frame) {
    entries.none(Key.MASK);
    if (frame.shortenable().orElse(false)) {
      throw entries.error(
          Key.SHORTENABLE,
          TemplateError.VALUE,
          "found shortenable True in a mask item; a mask is never cut: leave shortenable out");
    }
    return new Piece.Mask(frame);
  }

  private Piece soft(Entries entries, Frame frame, int position) {
    Optional<String> words = entries.words();
    Optional<Integer> id = entries.number(Key.SOFT_ID, Integer.MAX_VALUE);
    Optional<Integer> duplicate = entries.number(Key.DUPLICATE, MOST_COPIES);
    Optional<Boolean> front = entries.flag(Key.FRONT);
    if (front.orElse(false) && position > 0) {
      throw entries.error(
          Key.FRONT,
          TemplateError.FRONT,
          "found front True behind other parts of the template; what stands before the first token"
              + " is the first item");
    }
    SoftUse use = new SoftUse(words, id, duplicate, entries.flag(Key.SAME), front);
    return new Piece.Soft(use, softs.group(use, frame.prefix(), entries.start()), frame);
  }
}
