from miauflix.cli import main

main()
