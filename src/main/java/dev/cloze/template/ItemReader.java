package dev.cloze.template;

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
          Key.PLACEHOLDER, Key.META, Key.SOFT, Key.SOFT_ID, Key.MASK, Key.SPECIAL, Key.TEXT);
  private static final ImmutableSet<Key> ALWAYS =
      Sets.immutableEnumSet(Key.SHORTENABLE, Key.ADD_PREFIX_SPACE);
  private static final ImmutableSet<Key> SOFT_OPTIONS =
      Sets.immutableEnumSet(Key.SOFT, Key.SOFT_ID, Key.DUPLICATE, Key.SAME);

  /** Enough for every published prompt many times over. */
  private static final int MOST_COPIES = 100_000;

  private final Source source;
  private final SoftTable softs;

  ItemReader(Source source, SoftTable softs) {
    this.source = source;
    this.softs = softs;
  }

  /** The piece of {@code item}, before which {@code space} stands. */
  Piece read(PromptTemplate.ItemContext item, String space) {
    Entries entries = Entries.of(source, item);
    Key content = content(entries);
    refuseMisplaced(entries, content);
    String prefix = entries.prefix().orElse(space);
    Frame frame = new Frame(prefix, entries.flag(Key.SHORTENABLE));
    return switch (content) {
      case PLACEHOLDER -> new Piece.Placeholder(entries.text(content), processing(entries), frame);
      case META -> new Piece.Meta(entries.text(content), processing(entries), frame);
      case TEXT -> new Piece.Text(entries.text(content), frame);
      case SPECIAL -> new Piece.Special(special(entries), frame);
      case MASK -> mask(entries, frame);
      default -> soft(entries, frame);
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
    Set<Key> allowed = Sets.union(ALWAYS, options(content));
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
      case PLACEHOLDER, META -> ImmutableSet.of(content, Key.POST_PROCESSING);
      case SOFT, SOFT_ID -> SOFT_OPTIONS;
      default -> ImmutableSet.of(content);
    };
  }

  private static String list(Set<Key> keys) {
    return keys.stream().map(Key::symbol).collect(Collectors.joining(", "));
  }

  private Optional<PostProcessing> processing(Entries entries) {
    return entries.value(Key.POST_PROCESSING).map(value -> new LambdaReader(source).read(value));
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

  private Piece soft(Entries entries, Frame frame) {
    Optional<String> words = entries.words();
    Optional<Integer> id = entries.number(Key.SOFT_ID, Integer.MAX_VALUE);
    Optional<Integer> duplicate = entries.number(Key.DUPLICATE, MOST_COPIES);
    SoftUse use = new SoftUse(words, id, duplicate, entries.flag(Key.SAME));
    return new Piece.Soft(use, softs.group(use, frame.prefix(), entries.start()), frame);
  }
}
