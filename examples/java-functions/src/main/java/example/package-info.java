/// Which functions can a jar give to SQL? Texts, and work that takes its time.
package example;
