"""What riskapp is made of before there is a web or a database: plain Python, standard library only."""
