/**
 * Knowledge bases: from a word to words that have to do with it, for verbalizers that ask for more
 * words than a user thinks of. Word lists in files, and WordNet where its data is on the class
 * path.
 *
 * <p>May import {@code base}. To add a knowledge base: implement {@link
 * dev.cloze.knowledge.KnowledgeBase} in one file; a word that it lacks gets an empty list, for only
 * who asks several bases knows whether that is a mistake. One that asks a language model stands
 * with the verbalizers. A mistake of the user is a code in {@link
 * dev.cloze.knowledge.KnowledgeError} with a page.
 *
 * <pre>{@code
 * KnowledgeBase base = WordNet.open(WordNetOptions.defaults());
 * base.related("car"); // auto, automobile, machine, motorcar, ...
 * }</pre>
 */
package dev.cloze.knowledge;
